package org.duecourse.store;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the program's own server is set.
 *
 * @param values name → value, as in postgresql.conf
 */
record ServerSettings(Map<String, String> values) {
  /**
   * What a clinic's records need: an acknowledged change is on the disk, nobody but this machine
   * can connect, and the log names no person.
   */
  static final ServerSettings DURABLE = new ServerSettings(durable());

  private static Map<String, String> durable() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("fsync", "on");
    values.put("synchronous_commit", "on");
    values.put("full_page_writes", "on");
    values.put("listen_addresses", "127.0.0.1");
    values.put("unix_socket_directories", "");
    values.put("password_encryption", "scram-sha-256");
    values.put("max_connections", "60");
    values.put("timezone", "UTC");
    values.put("log_timezone", "UTC");
    values.put("log_checkpoints", "off");
    // The details of an error quote values ("Key (email)=(…)"): they are left out of the log.
    values.put("log_error_verbosity", "terse");
    values.put("log_min_error_statement", "panic");
    return values;
  }

  /** The same with one value changed. */
  ServerSettings with(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(values);
    changed.put(name, value);
    return new ServerSettings(changed);
  }
}
