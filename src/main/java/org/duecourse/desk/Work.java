package org.duecourse.desk;

import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Set;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.mapper.reflect.ConstructorMapper;
import org.jdbi.v3.core.statement.StatementException;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/**
 * Transactions of the desk. One that PostgreSQL ends because another was in its way (deadlock,
 * serialisation) is done again; a broken constraint becomes words.
 */
public final class Work {
  private static final int TRIES = 4;
  private static final Set<String> AGAIN = Set.of("40001", "40P01");

  static final String DOUBLE_BOOKING = "no_double_booking";
  static final String PROTECTED_PLACE = "protected_place_kept";
  static final String PROTECTED_WORDS =
      "This time is protected for work between visits; no role sets that aside. Maybe choose another time, or propose a"
          + " swap to which the clinician agrees. Nothing was changed.";
  static final String ONE_AHEAD = "appointment_one_ahead";

  private final Jdbi jdbi;
  private final InstantSource clock;

  Work(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
    jdbi.registerArgument(new InstantArgument());
    jdbi.registerArrayType(String.class, "text");
    jdbi.registerArrayType(Long.class, "bigint");
  }

  /** Now, to the microsecond that PostgreSQL keeps. */
  public Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** Reads or writes in one transaction. */
  public <T> T in(HandleCallback<T, RuntimeException> work) {
    for (int attempt = 1; ; attempt++) {
      try {
        return jdbi.inTransaction(work);
      } catch (StatementException | org.jdbi.v3.core.transaction.TransactionException e) {
        String state = state(e);
        if (attempt < TRIES && AGAIN.contains(state)) {
          continue;
        }
        throw inWords(e);
      }
    }
  }

  /** Writes in one transaction that may take long: no statement of it is ended by the clock. */
  public <T> T inLong(HandleCallback<T, RuntimeException> work) {
    return in(
        handle -> {
          handle.execute("set local statement_timeout = 0");
          return work.withHandle(handle);
        });
  }

  /** Reads many things as they were at one moment. */
  public <T> T snapshot(HandleCallback<T, RuntimeException> work) {
    return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, work);
  }

  /** Reads without a transaction of its own. */
  public <T> T read(HandleCallback<T, RuntimeException> work) {
    return jdbi.withHandle(work);
  }

  /** Writes in one transaction. */
  public void run(java.util.function.Consumer<Handle> work) {
    in(
        handle -> {
          work.accept(handle);
          return true;
        });
  }

  /**
   * Tells the database the desk's time for the transaction at hand; its rules about a release go by
   * it.
   */
  public void tellTime(Handle handle) {
    handle
        .createQuery("select set_config('duecourse.now', :now, true)")
        .bind("now", now().toString())
        .mapTo(String.class)
        .one();
  }

  /** Teaches the door how rows become records of these types. */
  public void know(Class<?>... types) {
    records(jdbi, types);
  }

  /** How a row becomes a record: columns by the names of its components. */
  public static void records(Jdbi jdbi, Class<?>... types) {
    for (Class<?> type : types) {
      jdbi.registerRowMapper(ConstructorMapper.factory(type));
    }
  }

  /** The constraint that was broken, or "". */
  public static String brokenConstraint(Throwable e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof org.postgresql.util.PSQLException p && p.getServerErrorMessage() != null) {
        String name = p.getServerErrorMessage().getConstraint();
        return name == null ? "" : name;
      }
    }
    return "";
  }

  private static String state(Throwable e) {
    for (Throwable at = e; at != null; at = at.getCause()) {
      if (at instanceof SQLException sql && sql.getSQLState() != null) {
        return sql.getSQLState();
      }
    }
    return "";
  }

  private static RuntimeException inWords(RuntimeException e) {
    return switch (brokenConstraint(e)) {
      case DOUBLE_BOOKING -> Refused.conflict("That time has just been taken. Nothing is booked.");
      case ONE_AHEAD ->
          Refused.conflict("This order has a visit ahead already. Maybe move that visit instead.");
      case "appointment_seat" -> Refused.conflict("That seat is taken, or the group is full.");
      case "no_orphan_order" ->
          Refused.conflict(
              "That would leave an open order with neither a visit nor a task. Nothing was changed.");
      case "crisis_place_kept" ->
          Refused.conflict(
              "This time is kept for crises until its release. Maybe choose another time, or let a manager set the"
                  + " rule aside with a reason. Nothing was changed.");
      case "crisis_floor" ->
          Refused.conflict(
              "That would leave less crisis time in a half-day than the clinic keeps. Maybe add crisis time to that"
                  + " half-day first. Nothing was changed.");
      case PROTECTED_PLACE -> Refused.conflict(PROTECTED_WORDS);
      case "protected_floor" ->
          Refused.conflict(
              "That would leave the clinician less protected time in a week than the contract's term asks for. Maybe"
                  + " protect other time of that week first, or agree on a swap. Nothing was changed.");
      case "swap_replacement_kept" ->
          Refused.conflict(
              "This time gives back protected time that a swap has taken, so it stays protected. Nothing was changed.");
      case "swap_taken_once", "swap_given_once" ->
          Refused.conflict(
              "Another swap of this clinician stands for a part of that time already.");
      case "contract_term_once" ->
          Refused.conflict(
              "A term of this kind holds there in a part of that time already. Maybe end that one first.");
      default -> e;
    };
  }

  /** Instants are handed to PostgreSQL in UTC, whatever the zone of the machine. */
  private static final class InstantArgument extends AbstractArgumentFactory<Instant> {
    InstantArgument() {
      super(java.sql.Types.TIMESTAMP_WITH_TIMEZONE);
    }

    @Override
    protected Argument build(Instant value, ConfigRegistry config) {
      return (position, statement, context) ->
          statement.setObject(position, value.atOffset(ZoneOffset.UTC));
    }
  }
}
