package org.duecourse.web;

import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient.MappedQuerySpec;

/** Rows of queries whose columns are never null as a whole. */
final class Rows {
  private Rows() {}

  /** All rows. */
  static <T> List<T> of(MappedQuerySpec<T> query) {
    return query.list().stream().<T>map(Objects::requireNonNull).toList();
  }
}
