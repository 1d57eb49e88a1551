package org.duecourse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the desk's role may do with the tables, and what nobody may do with the audit. */
class RolesTest {
  private static TestStore test;

  @BeforeAll
  static void open() {
    test = TestStore.fresh();
    test.jdbi().useHandle(h -> h.execute(ACT));
  }

  @AfterAll
  static void close() {
    test.close();
  }

  private static final String ACT =
      "insert into audit (at, actor, role, action, subject) values (now(), 'a', 'b', 'c', 'd')";

  @Test
  void theDeskReadsAndWritesRows() {
    test.jdbi()
        .useHandle(
            h -> {
              h.execute(
                  "insert into site (id, name, zone) values ('N', 'North', 'America/New_York')");
              assertThat(h.execute("update site set name = 'South' where id = 'N'")).isOne();
              assertThat(h.execute("delete from site where id = 'N'")).isOne();
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update audit set actor = 'x'",
        "delete from audit",
        "truncate audit",
        "drop trigger audit_is_kept on audit",
        "alter table audit disable trigger all",
        "alter table audit owner to current_user",
        "drop table audit",
        "create or replace function refuse_change() returns trigger language plpgsql as 'begin return new; end'",
        "create table another (id int)",
        "create schema another",
        "truncate site",
        "drop table site",
        "update flyway_schema_history set success = false",
        "delete from flyway_schema_history",
        "set role duecourse_owner",
        "set session_replication_role = replica",
      })
  void theDeskHasNoRightTo(String statement) {
    assertThatThrownBy(() -> test.jdbi().useHandle(h -> h.execute(statement)))
        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
  }

  @Test
  void whatIsGrantedToNobodyElseGrantsNothing() {
    // A grant by somebody without the right to is a warning in PostgreSQL, so the rights are read
    // again.
    assertThat(
            test.texts(
                "select privilege_type from information_schema.role_table_grants"
                    + " where table_schema = 'duecourse' and table_name = 'audit'"
                    + " and grantee = 'duecourse_app' order by 1"))
        .containsExactly("INSERT", "SELECT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "update duecourse.audit set actor = 'x'",
        "delete from duecourse.audit",
        "truncate duecourse.audit",
      })
  void evenTheOwnerMeetsTheTrigger(String statement) {
    assertThatThrownBy(() -> test.owner().useHandle(h -> h.execute(statement)))
        .hasMessageContaining("only ever added to");
  }

  @Test
  void aSessionIsInUtcAndDoesNotRunForEver() {
    assertThat(
            test.texts(
                "select current_setting('timezone') || ' ' || current_setting('statement_timeout')"
                    + " || ' ' || current_setting('application_name')"))
        .containsExactly("UTC 30s duecourse");
  }
}
