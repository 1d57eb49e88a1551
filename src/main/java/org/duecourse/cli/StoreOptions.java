package org.duecourse.cli;

import java.nio.file.Path;
import org.duecourse.store.StorePlace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the records of the desk lie. */
final class StoreOptions {
  @Option(
      names = "--db",
      paramLabel = "URL",
      description = "PostgreSQL 15 or newer: jdbc:postgresql://host/database.")
  private @Nullable String db;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "Folder in which the program keeps a PostgreSQL of its own.")
  private @Nullable Path data;

  /** The place that is meant; without both options a folder of the user. */
  StorePlace place() {
    return StorePlace.of(db, data, System.getenv());
  }
}
