package org.duecourse.web;

import java.util.List;
import java.util.regex.Pattern;
import org.duecourse.io.Problem;
import org.jspecify.annotations.Nullable;

/**
 * The sender's key against doing twice, from the header Idempotency-Key. It stands for seven days
 * and for one account.
 *
 * @param value 1 to 64 visible ASCII characters
 */
record IdempotencyKey(String value) {
  static final String HEADER = "Idempotency-Key";
  private static final Pattern VISIBLE = Pattern.compile("[!-~]{1,64}");

  /** Reads the header, which each request needs that makes something new. */
  static IdempotencyKey of(@Nullable String header) {
    if (header == null) {
      throw new ApiRefusal(
          400,
          "The request is not complete.",
          List.of(
              new Problem(
                  HEADER,
                  "Send a key of your own with each thing to be done, and the same key when you send it again. A UUID does.")));
    }
    String key = header.strip();
    if (!VISIBLE.matcher(key).matches()) {
      throw new ApiRefusal(
          400,
          "The request is not complete.",
          List.of(
              new Problem(HEADER, "A key has 1 to 64 visible ASCII characters, without blanks.")));
    }
    return new IdempotencyKey(key);
  }
}
