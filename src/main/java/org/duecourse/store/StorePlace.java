package org.duecourse.store;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.jspecify.annotations.Nullable;

/** Where the records of a desk lie. */
public sealed interface StorePlace {
  /** Names the database; the flag {@code --db} goes before it. */
  String DB = "DUECOURSE_DB";

  /** The role that the desk works as. */
  String USER = "DUECOURSE_DB_USER";

  /** Its password. */
  String PASSWORD = "DUECOURSE_DB_PASSWORD";

  /** The role that owns the tables; needed to set them up, to upgrade and to restore. */
  String OWNER = "DUECOURSE_DB_OWNER";

  /** Its password. */
  String OWNER_PASSWORD = "DUECOURSE_DB_OWNER_PASSWORD";

  /**
   * A folder in which the program runs a server of its own.
   *
   * @param folder absolute; made on first use
   */
  record Folder(Path folder) implements StorePlace {
    public Folder {
      folder = folder.toAbsolutePath().normalize();
    }

    @Override
    public String words() {
      return "the folder " + folder;
    }
  }

  /**
   * A database of a server that runs elsewhere.
   *
   * @param url as the JDBC driver takes it, without a role and without a password
   * @param app the role that the desk works as
   * @param owner the role that owns the tables, or null: they have to be there already
   */
  record Database(String url, Login app, @Nullable Login owner) implements StorePlace {
    @Override
    public String words() {
      return "the database " + withoutSecrets(url);
    }
  }

  /** The place in words, without any secret ("the folder /srv/desk"). */
  String words();

  /**
   * The place that flags and environment name: {@code --db}, else {@code --data}, else
   * DUECOURSE_DB, else the usual folder of the user.
   *
   * @throws Refused with every problem at once, and never with a password in it
   */
  static StorePlace of(@Nullable String db, @Nullable Path data, Map<String, String> environment) {
    if (db != null && data != null) {
      throw Refused.usage("--db and --data name two places. Maybe leave one out.");
    }
    String url = db == null && data == null ? text(environment, DB) : db;
    if (url != null) {
      return database(url, environment);
    }
    return new Folder(data == null ? usualFolder(environment) : data);
  }

  private static Path usualFolder(Map<String, String> environment) {
    String data = text(environment, "XDG_DATA_HOME");
    Path base =
        data != null && Path.of(data).isAbsolute()
            ? Path.of(data)
            : Path.of(System.getProperty("user.home"), ".local", "share");
    return base.resolve("duecourse");
  }

  private static Database database(String url, Map<String, String> environment) {
    List<Problem> problems = new ArrayList<>();
    if (!url.startsWith("jdbc:postgresql:")) {
      problems.add(
          new Problem(
              "address",
              "It does not begin with jdbc:postgresql:. Maybe jdbc:postgresql://localhost:5432/duecourse."));
    }
    if (namesARole(url)) {
      problems.add(
          new Problem(
              "address",
              "It carries a role or a password, which other programs and logs can read. Maybe put them into "
                  + USER
                  + " and "
                  + PASSWORD
                  + "."));
    }
    String user = text(environment, USER);
    if (user == null) {
      problems.add(
          new Problem(
              USER, "It is not set; the desk needs a role to work as. Maybe duecourse_app."));
    }
    String owner = text(environment, OWNER);
    if (owner == null && text(environment, OWNER_PASSWORD) != null) {
      problems.add(new Problem(OWNER, "It is not set, but " + OWNER_PASSWORD + " is."));
    }
    if (owner != null && owner.equals(user)) {
      problems.add(
          new Problem(
              OWNER,
              "It names the same role as "
                  + USER
                  + ". The desk's own role must not be able to change the audit, so two roles are needed."));
    }
    if (!problems.isEmpty() || user == null) {
      throw new Refused(Fault.USAGE, "The database cannot be used as it is named", problems);
    }
    return new Database(
        url,
        new Login(user, text(environment, PASSWORD)),
        owner == null ? null : new Login(owner, text(environment, OWNER_PASSWORD)));
  }

  private static boolean namesARole(String url) {
    int question = url.indexOf('?');
    if ((question < 0 ? url : url.substring(0, question)).contains("@")) {
      return true;
    }
    if (question < 0) {
      return false;
    }
    for (String setting : url.substring(question + 1).split("&", -1)) {
      String raw = setting.split("=", 2)[0];
      String name = raw.contains("%") ? decoded(raw) : raw;
      if (Set.of("user", "password", "sslpassword").contains(name.toLowerCase(Locale.ROOT))) {
        return true;
      }
    }
    return false;
  }

  private static String decoded(String name) {
    try {
      return URLDecoder.decode(name, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return name;
    }
  }

  private static String withoutSecrets(String url) {
    int question = url.indexOf('?');
    return question < 0 ? url : url.substring(0, question);
  }

  private static @Nullable String text(Map<String, String> environment, String name) {
    String value = environment.get(name);
    return value == null || value.isBlank() ? null : value;
  }
}
