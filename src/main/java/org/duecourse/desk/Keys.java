package org.duecourse.desk;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.duecourse.io.Fault;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementException;
import org.jspecify.annotations.Nullable;

/**
 * What was asked with a key is done once: asking again gives the first answer, and asking for
 * something else with the same key is refused. The key is kept in the transaction of the work.
 */
public final class Keys {
  private static final String MADE = "made";

  private Keys() {}

  private record Answered(byte[] hash, @Nullable String made) {}

  /**
   * Does the work, unless this account has had it done with this key.
   *
   * @param key the sender's key, or null: then the work is done
   * @param request all that was asked, as text
   * @param work gives the references of what it made
   */
  public static List<String> once(
      Work door,
      Actor actor,
      @Nullable String key,
      String request,
      Function<Handle, List<String>> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return door.in(handle -> attempt(handle, door, actor, key, request, work));
      } catch (StatementException e) {
        // Two requests with one key came at once: the other's answer is the answer.
        if (attempt == 1 && Work.brokenConstraint(e).equals("idempotency_pkey")) {
          continue;
        }
        throw e;
      }
    }
  }

  private static List<String> attempt(
      Handle handle,
      Work door,
      Actor actor,
      @Nullable String key,
      String request,
      Function<Handle, List<String>> work) {
    if (key == null) {
      return work.apply(handle);
    }
    byte[] hash = hash(request);
    Optional<Answered> before =
        handle
            .createQuery(
                "select request_hash, answer ->> 'made' from idempotency where account = :by and key = :key")
            .bind("by", actor.account())
            .bind("key", key)
            .map((rs, context) -> new Answered(rs.getBytes(1), rs.getString(2)))
            .findOne();
    if (before.isPresent()) {
      String made = before.get().made();
      if (made == null || !Arrays.equals(before.get().hash(), hash)) {
        throw usedForOther();
      }
      return made.isEmpty() ? List.of() : List.of(made.split(","));
    }
    List<String> made = work.apply(handle);
    handle
        .createUpdate(
            """
            insert into idempotency (account, key, request_hash, answer, at)
            values (:by, :key, :hash, cast(:answer as jsonb), :now)
            """)
        .bind("by", actor.account())
        .bind("key", key)
        .bind("hash", hash)
        .bind("answer", Audit.json(Audit.of(MADE, String.join(",", made))))
        .bind("now", door.now())
        .execute();
    return made;
  }

  /** SHA-256 of what was asked. */
  static byte[] hash(String request) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(request.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What somebody is told who uses a key for two things. */
  static Refused usedForOther() {
    return new Refused(
        Fault.INPUT,
        "The idempotency key was used for another request already. Use a new key.",
        List.of());
  }
}
