package org.duecourse.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * A few clinics with people, orders, visits and tasks, all invented, with every kind of value that
 * a table can hold.
 */
final class SmallDesk {
  /** Texts that a careless format would lose or change. */
  static final List<String> ODD =
      List.of(
          "",
          "\\N",
          "\\.",
          "a\tb",
          "line\nline\r\n",
          "back\\slash",
          "quote'\"",
          "null",
          "Žofie 李 🦆",
          ",;|");

  private SmallDesk() {}

  /** Fills empty tables; the same seed gives the same rows. */
  static void fill(Jdbi jdbi, long seed, int people) {
    Random random = new Random(seed);
    jdbi.useTransaction(
        h -> {
          for (String site : List.of("N", "S")) {
            h.execute(
                "insert into site (id, name, zone, crisis_line) values (?, ?, 'America/Los_Angeles', ?)",
                site,
                "Clinic " + site,
                odd(random));
          }
          h.execute(
              "insert into clinician (id, name, discipline, languages) values ('C1', ?, 'therapist', '{en,\"e\\\\s,x\"}')",
              odd(random));
          h.execute(
              """
              insert into template (clinician_id, site_id, valid, made_until, created_at, created_by)
              values ('C1', 'N', '[2026-01-01,)', '2026-12-31', '2026-01-01T08:00:00.123456Z', 'a')
              """);
          for (int i = 0; i < people; i++) {
            person(h, i, random);
          }
          h.execute("update patient set merged_into = 'P0' where id = 'P1'");
          h.execute(
              """
              insert into extension (order_id, author, at, reason, from_latest, to_latest)
              select id, 'a', ordered_at, 'because of this', latest, latest + 7 from visit_order limit 3
              """);
          h.execute(
              "insert into idempotency (account, key, request_hash, answer, at) values ('a', 'k', '\\x00ff0a5c', '{\"a\": [1, \"ž\"]}', now())");
        });
  }

  private static void person(Handle h, int i, Random random) {
    h.execute(
        """
        insert into patient (id, given_name, family_name, born, site_id, phone, created_at)
        values (?, ?, ?, ?::date, 'N', ?, now())
        """,
        "P" + i,
        odd(random),
        odd(random),
        random.nextBoolean() ? null : "19" + (10 + random.nextInt(80)) + "-02-01",
        random.nextBoolean() ? null : odd(random));
    String order =
        h.createQuery(
                """
                insert into visit_order (kind, patient_id, site_id, ordered_at, ordered_by, earliest, target, latest, ordered_latest)
                values ('RETURN', ?, 'N', now(), 'a', '2026-03-01', '2026-03-08', '2026-03-15', '2026-03-15')
                returning id
                """)
            .bind(0, "P" + i)
            .mapTo(String.class)
            .one();
    if (i % 2 == 0) {
      h.execute(
          """
          insert into appointment (order_id, patient_id, clinician_id, site_id, kind, mode, during, local_start, state,
            in_window, booked_at, booked_by, changed_by)
          values (?, ?, 'C1', 'N', 'RETURN', 'VIDEO',
            tstzrange('2026-03-08T16:00Z'::timestamptz + ? * interval '1 hour', '2026-03-08T17:00Z'::timestamptz + ? * interval '1 hour'),
            '2026-03-08T08:00', 'booked', true, now(), 'a', 'a')
          """,
          order,
          "P" + i,
          i,
          i);
      h.execute(
          "insert into claim (resource, during, appointment_id) select c.resource, a.during, a.id from appointment a join clinician c on c.id = a.clinician_id where a.order_id = ?",
          order);
    } else {
      h.execute(
          """
          insert into task (kind, site_id, pool, order_id, why, due_at, created_at, dedupe)
          values ('book_return', 'N', 'desk', ?, ?, now(), now(), ?)
          """,
          order,
          odd(random),
          order);
    }
    h.execute(
        "insert into audit (at, actor, role, action, subject, detail) values (now(), 'a', 'desk', 'order.create', ?, '{\"n\": 1}')",
        "order:" + order);
  }

  private static String odd(Random random) {
    return ODD.get(random.nextInt(ODD.size())) + random.nextInt(100);
  }

  /** Every row of every table as text, but for what is set anew on each server. */
  static List<String> everything(Jdbi owner) {
    return owner.withHandle(
        h -> {
          List<String> all = new ArrayList<>();
          for (String table :
              h.createQuery(
                      "select table_name from information_schema.tables where table_schema = 'duecourse'"
                          + " and table_name <> 'flyway_schema_history' order by 1")
                  .mapTo(String.class)
                  .list()) {
            all.add(table);
            h.createQuery(
                    "select (to_jsonb(t) - 'changed_xid')::text from duecourse."
                        + table
                        + " t order by 1")
                .mapTo(String.class)
                .forEach(all::add);
          }
          return all;
        });
  }
}
