package org.duecourse.web;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * How passwords are judged, kept and compared (docs/decisions/0096). Length matters, not kinds of
 * letters; a few that everybody tries are refused.
 */
final class Passwords {
  /** Fewest letters. */
  static final int SHORTEST = 12;

  /** Most bytes: bcrypt looks at no more. */
  static final int LONGEST_BYTES = 72;

  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";

  private final PasswordEncoder encoder;
  private final String nobodysHash;
  private final Set<String> common;
  private final SecureRandom random = new SecureRandom();
  // Hashing is made to be slow: as many at once as there are processors, so that pages still
  // answer.
  private final Semaphore turns = new Semaphore(Runtime.getRuntime().availableProcessors());

  /**
   * @param cost work of one hash, as a power of two
   */
  Passwords(int cost) {
    this.encoder =
        new DelegatingPasswordEncoder("bcrypt", Map.of("bcrypt", new BCryptPasswordEncoder(cost)));
    this.nobodysHash = hash(fresh());
    this.common =
        Resources.text("common-passwords.txt")
            .lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("#"))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** What speaks against a password; nothing if it is good. */
  List<String> against(String password, String login) {
    List<String> reasons = new ArrayList<>();
    String lower = password.toLowerCase(Locale.ROOT);
    if (password.codePointCount(0, password.length()) < SHORTEST) {
      reasons.add(
          "The password has fewer than " + SHORTEST + " characters. Maybe use a few words.");
    }
    if (password.getBytes(StandardCharsets.UTF_8).length > LONGEST_BYTES) {
      reasons.add("The password has more than " + LONGEST_BYTES + " bytes. Maybe use fewer words.");
    }
    if (!login.isEmpty() && lower.contains(login.toLowerCase(Locale.ROOT))) {
      reasons.add("The password holds the login. Choose words that have nothing to do with it.");
    }
    if (common.contains(lower) || lower.contains("duecourse") || repeats(lower)) {
      reasons.add("The password is one of those that are tried first. Choose other words.");
    }
    return reasons;
  }

  /** The hash to keep. */
  String hash(String password) {
    return inTurn(() -> java.util.Objects.requireNonNull(encoder.encode(password)));
  }

  /**
   * Whether the password fits. Takes the same time where there is no account, or one without a
   * password: the answer's time tells nothing.
   */
  boolean fits(String password, @Nullable String hash) {
    boolean looksRight = password.getBytes(StandardCharsets.UTF_8).length <= LONGEST_BYTES;
    boolean same =
        inTurn(
            () -> encoder.matches(looksRight ? password : "", hash == null ? nobodysHash : hash));
    return same && looksRight && hash != null;
  }

  /** A first password for somebody else: 16 letters and figures that are told apart easily. */
  String fresh() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 16; i++) {
      if (i > 0 && i % 4 == 0) {
        text.append('-');
      }
      text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
    }
    return text.toString();
  }

  /** One to four characters over and over, or a row of the keyboard or the alphabet. */
  private static boolean repeats(String lower) {
    for (int length = 1; length <= 4; length++) {
      if (lower.length() > length
          && lower.equals(
              lower
                  .substring(0, length)
                  .repeat(lower.length() / length + 1)
                  .substring(0, lower.length()))) {
        return true;
      }
    }
    return List.of(
            "01234567890123456789",
            "98765432109876543210",
            "abcdefghijklmnopqrstuvwxyz",
            "qwertyuiopasdfghjklzxcvbnm")
        .stream()
        .anyMatch(row -> row.contains(lower));
  }

  private <T> T inTurn(java.util.function.Supplier<T> work) {
    turns.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      turns.release();
    }
  }
}
