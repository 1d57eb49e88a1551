package org.duecourse.web;

import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Which version the sender has seen, from the header If-Match.
 *
 * @param version the version; 0 for any ("*"), -1 for one that nothing has
 */
record IfMatch(int version) {
  static final String HEADER = "If-Match";
  private static final Pattern TAG = Pattern.compile("\"(0|[1-9][0-9]{0,8})\"");

  /** Reads the header; without one an edit is not done. */
  static IfMatch of(@Nullable String header) {
    if (header == null) {
      throw new ApiRefusal(
          428,
          "Say which version you have seen: the header If-Match with the ETag of the last answer, or * for any.");
    }
    String tag = header.strip();
    if (tag.equals("*")) {
      return new IfMatch(0);
    }
    if (!TAG.matcher(tag).matches()) {
      throw new ApiRefusal(
          400,
          "The request is not complete.",
          List.of(
              new Problem(
                  HEADER, "Give one version as the ETag of an answer shows it, such as \"3\".")));
    }
    int seen = Integer.parseInt(tag.substring(1, tag.length() - 1));
    return new IfMatch(seen == 0 ? -1 : seen);
  }

  /**
   * Does an edit. A conflict is 412 where the version is not the one that was seen, else 409: the
   * state does not allow it.
   */
  <T> T edit(Supplier<T> change, IntSupplier current) {
    try {
      return change.get();
    } catch (Refused refused) {
      if (refused.fault() == Fault.CONFLICT && version != 0) {
        int now = current.getAsInt();
        if (now != version) {
          throw new ApiRefusal(
                  412,
                  "It was changed since you saw it: it is version "
                      + now
                      + " by now. Nothing was changed.")
              .tagged(now);
        }
      }
      throw refused;
    }
  }

  /** Does an edit that gives nothing back. */
  void edit(Runnable change, IntSupplier current) {
    edit(
        () -> {
          change.run();
          return version;
        },
        current);
  }

  /** The ETag of a version. */
  static String tag(int version) {
    return "\"" + version + "\"";
  }
}
