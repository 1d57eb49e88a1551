package org.duecourse.store;

import org.jspecify.annotations.Nullable;

/**
 * A role of the database and its password.
 *
 * @param password null where the driver finds it elsewhere (a file named by PGPASSFILE, a client
 *     certificate)
 */
public record Login(String user, @Nullable String password) {
  /** The name alone: a password is never printed. */
  @Override
  public String toString() {
    return user;
  }
}
