package org.duecourse.store;

import java.sql.SQLException;
import org.duecourse.io.Fault;
import org.duecourse.io.Refused;

/** What the database said, in words for whoever runs the program. */
final class Trouble {
  private Trouble() {}

  /**
   * The refusal for an error of the database.
   *
   * @param place the store in words
   */
  static Refused with(String place, SQLException e) {
    String state = e.getSQLState() == null ? "" : e.getSQLState();
    String said = String.valueOf(e.getMessage()).lines().findFirst().orElse("").strip();
    String advice =
        switch (state) {
          case "28P01", "28000" ->
              " Maybe the password in " + StorePlace.PASSWORD + " or the server's pg_hba.conf.";
          case "3D000" -> " Maybe create it first; docs/operate.md has the lines.";
          case "42501" ->
              " Maybe the owner's role lacks a right; docs/operate.md says which it needs.";
          case "08001", "08006", "08004" -> " Maybe the server is not running, or not there.";
          default -> "";
        };
    return new Refused(
        state.startsWith("40") || state.startsWith("55") ? Fault.CONFLICT : Fault.INPUT,
        "PostgreSQL refused work on "
            + place
            + ": "
            + said
            + (said.endsWith(".") ? "" : ".")
            + advice,
        java.util.List.of());
  }
}
