package org.duecourse.desk;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.duecourse.booking.Mode;
import org.duecourse.booking.VisitKind;
import org.duecourse.io.Refused;
import org.duecourse.records.AccessLog;
import org.duecourse.records.Duck;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/**
 * Takes an access log into the desk. Clinics, clinicians, people, requests and orders become rows
 * of the desk; visits that are over keep what became of them; visits ahead are booked on the same
 * path as any other, so that the constraints decide. What cannot be taken is set aside with its
 * reason. One transaction: all of it, or nothing. What is there already is left as it is.
 */
public final class LogImport {
  /** How long a visit is where the log does not say. */
  private static final int USUAL_MINUTES = 45;

  private static final Map<String, String> DISCIPLINES =
      Map.of(
          "therapy", "therapist",
          "psychotherapy", "therapist",
          "psychology", "psychologist",
          "psychiatry", "psychiatrist",
          "prescriber", "psychiatrist",
          "social_work", "social_worker",
          "counseling", "counselor",
          "nursing", "nurse_practitioner");

  private final Work work;

  LogImport(Work work) {
    this.work = work;
  }

  /** What a person is called at the desk; a log has no names. */
  public record Name(String given, String family, @Nullable String phone) {}

  /**
   * How a log is taken.
   *
   * @param shiftDays days added to every date and time; 0 for a real log
   * @param zone for clinics whose zone the log does not say
   * @param calendar for clinics whose calendar the log does not say
   * @param names what people are called, by their reference
   */
  public record Settings(
      int shiftDays, ZoneId zone, String calendar, Function<String, Name> names) {
    /** A real log: people are "Patient" and their reference. */
    public static Settings of(ZoneId zone) {
      return new Settings(0, zone, "us-ca.core", id -> new Name("Patient", id, null));
    }
  }

  /** A row that could not be taken. */
  public record SetAside(String table, String id, String reason) {}

  /**
   * What was taken.
   *
   * @param rows rows by table
   * @param setAside rows that were not
   */
  public record Imported(Map<String, Integer> rows, List<SetAside> setAside) {
    public Imported {
      setAside = List.copyOf(setAside);
    }
  }

  /** Takes a log. */
  public Imported take(Actor actor, AccessLog log, Settings settings) {
    actor.require(
        role -> role == Role.ADMINISTRATOR || role == Role.DATA_STEWARD, "Importing a log");
    return work.inLong(
        handle -> {
          work.tellTime(handle);
          return new Run(handle, actor, log, settings, work.now()).take();
        });
  }

  /** One import. */
  private static final class Run {
    private final Handle handle;
    private final Actor actor;
    private final Duck duck;
    private final AccessLog log;
    private final Settings settings;
    private final Instant now;
    private final Map<String, Integer> rows = new TreeMap<>();
    private final List<LogImport.SetAside> setAside = new ArrayList<>();
    private final Map<String, Site> sites = new HashMap<>();
    private final Map<String, Set<String>> worksAt = new HashMap<>();
    private final Map<String, String> patientSite = new HashMap<>();
    private final Map<String, Site> orders = new HashMap<>();

    Run(Handle handle, Actor actor, AccessLog log, Settings settings, Instant now) {
      this.handle = handle;
      this.actor = actor;
      this.log = log;
      this.duck = log.duck();
      this.settings = settings;
      this.now = now;
    }

    Imported take() {
      takeSites();
      takeClinicians();
      takePatients();
      takeOrders();
      List<VisitRow> visits = visits();
      ordersOfLooseVisits(visits);
      pastVisits(visits);
      endOrders(visits);
      tasks();
      visits.stream().filter(VisitRow::isAhead).forEach(this::book);
      offers();
      Audit.write(handle, now, actor, "log.import", "log", null, Map.of("rows", rows.toString()));
      return new Imported(rows, setAside);
    }

    private void takeSites() {
      Set<String> ids = new HashSet<>();
      List<Site> found = new ArrayList<>();
      if (log.has("sites")) {
        duck.read(
                "select site_id, coalesce(name, site_id) as name, zone, calendar from sites order by 1",
                row ->
                    Site.of(
                        row.text("site_id"),
                        row.text("name"),
                        or(row.text("zone"), settings.zone().getId()),
                        or(row.text("calendar"), settings.calendar())))
            .forEach(found::add);
      }
      found.forEach(site -> ids.add(site.id()));
      for (String table : List.of("appointments", "orders", "requests", "clinicians")) {
        if (log.has(table, "site_id")) {
          duck
              .read(
                  "select distinct site_id from " + table + " where site_id is not null order by 1",
                  row -> row.text("site_id"))
              .stream()
              .filter(ids::add)
              .forEach(
                  id -> found.add(Site.of(id, id, settings.zone().getId(), settings.calendar())));
        }
      }
      if (found.isEmpty()) {
        throw Refused.input("The log names no clinic; the desk needs one for each visit.");
      }
      for (Site site : found) {
        site.check();
        count(
            "sites",
            handle.execute(
                "insert into site (id, name, zone, calendar) values (?, ?, ?, ?) on conflict do nothing",
                site.id(),
                site.name(),
                site.zone(),
                site.calendar()));
      }
      handle
          .createQuery("select * from site")
          .mapTo(Site.class)
          .forEach(site -> sites.put(site.id(), site));
    }

    private void takeClinicians() {
      if (log.has("clinicians")) {
        duck.read(
            "select clinician_id, site_id, discipline, fte from clinicians order by 1",
            row -> {
              String word = row.text("discipline").toLowerCase(Locale.ROOT).replace(' ', '_');
              String discipline = DISCIPLINES.getOrDefault(word, word);
              String id = row.text("clinician_id");
              if (!Practitioner.DISCIPLINES.contains(discipline)) {
                if (!word.isEmpty()) {
                  aside(
                      "clinicians",
                      id,
                      "profession '" + word + "' is not known; entered as therapist");
                }
                discipline = "therapist";
              }
              double fte = row.number("fte");
              clinician(id, discipline, Double.isNaN(fte) || fte <= 0 || fte > 1 ? 1 : fte);
              worksAt(id, row.text("site_id"));
              return id;
            });
      }
      if (log.has("appointments", "clinician_id")) {
        duck.read(
            """
            select distinct clinician_id, site_id from appointments
            where clinician_id is not null and site_id is not null order by 1, 2
            """,
            row -> {
              clinician(row.text("clinician_id"), "therapist", 1);
              worksAt(row.text("clinician_id"), row.text("site_id"));
              return true;
            });
      }
    }

    private void clinician(String id, String discipline, double fte) {
      count(
          "clinicians",
          handle.execute(
              "insert into clinician (id, name, discipline, fte) values (?, ?, ?, ?) on conflict do nothing",
              id,
              id,
              discipline,
              fte));
    }

    private void worksAt(String clinicianId, String siteId) {
      if (!siteId.isEmpty()
          && worksAt.computeIfAbsent(clinicianId, id -> new HashSet<>()).add(siteId)) {
        handle.execute(
            "insert into clinician_site values (?, ?) on conflict do nothing", clinicianId, siteId);
      }
    }

    private void takePatients() {
      List<String> parts = new ArrayList<>();
      for (String table : List.of("appointments", "requests", "orders")) {
        if (log.has(table)) {
          parts.add(
              "select patient_id, "
                  + (log.has(table, "site_id") ? "site_id" : "null as site_id")
                  + " from "
                  + table);
        }
      }
      String usual = sites.keySet().stream().sorted().findFirst().orElseThrow();
      PreparedBatch batch =
          handle.prepareBatch(
              """
              insert into patient (id, given_name, family_name, site_id, phone, created_at)
              values (:id, :given, :family, :site, :phone, :now) on conflict do nothing
              """);
      duck.read(
          "select patient_id, coalesce(min(site_id), '') as site_id from ("
              + String.join(" union all ", parts)
              + ") group by 1 order by 1",
          row -> {
            String id = row.text("patient_id");
            String site = or(row.text("site_id"), usual);
            Name name = settings.names().apply(id);
            patientSite.put(id, site);
            return batch
                .bind("id", id)
                .bind("given", name.given())
                .bind("family", name.family())
                .bind("site", site)
                .bind("phone", name.phone())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .add();
          });
      count("patients", sum(batch));
    }

    private void takeOrders() {
      PreparedBatch batch = orderBatch();
      if (log.has("requests")) {
        duck.read(
            """
            select request_id, patient_id, cast(received_at as varchar) as received, received_day, site_id, urgency,
                   cast(closed_at as varchar) as closed, close_reason from requests order by 1
            """,
            row -> {
              Site site = site(row.text("site_id"), row.text("patient_id"));
              LocalDate day = shifted(row.day("received_day"));
              String urgency = or(row.text("urgency"), "routine");
              LocalDate latest =
                  LegalLimits.of(site, VisitKind.FIRST, null, urgency, day)
                      .map(LegalLimits.Legal::lastDay)
                      .orElse(day.plusDays(14));
              return order(
                  batch,
                  row.text("request_id"),
                  VisitKind.FIRST,
                  row.text("patient_id"),
                  site,
                  at(row.text("received"), site),
                  null,
                  day,
                  day,
                  latest,
                  latest,
                  urgency,
                  atOrNull(row.text("closed"), site),
                  row.text("close_reason"));
            });
      }
      if (log.has("orders")) {
        duck.read(
            """
            select order_id, patient_id, cast(ordered_at as varchar) as ordered, ordered_day, site_id, clinician_id,
                   coalesce(earliest_day, target_day, ordered_day) as earliest,
                   coalesce(target_day, latest_day, earliest_day) as target,
                   coalesce(latest_day, target_day) as latest, extended_day, cast(closed_at as varchar) as closed,
                   close_reason from orders order by 1
            """,
            row -> {
              String id = row.text("order_id");
              if (row.day("latest") == null) {
                aside(
                    "orders",
                    id,
                    "it has neither a latest day nor a target; the desk needs a window");
                return batch;
              }
              Site site = site(row.text("site_id"), row.text("patient_id"));
              LocalDate earliest = shifted(row.day("earliest"));
              LocalDate target = shifted(row.day("target"));
              LocalDate ordered = shifted(row.day("latest"));
              LocalDate extended = row.day("extended_day");
              LocalDate latest = extended == null ? ordered : max(ordered, shifted(extended));
              if (earliest.isAfter(target) || target.isAfter(latest)) {
                aside("orders", id, "its window does not run forward");
                return batch;
              }
              return order(
                  batch,
                  id,
                  VisitKind.RETURN,
                  row.text("patient_id"),
                  site,
                  at(row.text("ordered"), site),
                  known(row.text("clinician_id")),
                  earliest,
                  target,
                  latest,
                  ordered,
                  "routine",
                  atOrNull(row.text("closed"), site),
                  row.text("close_reason"));
            });
      }
      count("orders", sum(batch));
    }

    private PreparedBatch orderBatch() {
      return handle.prepareBatch(
          """
          insert into visit_order (id, kind, patient_id, site_id, ordered_at, ordered_by, clinician_id, anchor, earliest, target,
            latest, ordered_latest, legal_limit, legal_rule, urgency, state, closed_at, closed_by, close_reason, minutes)
          values (:id, :kind, :patient, :site, :at, 'import', :clinician, :anchor, :earliest, :target, :latest, :ordered,
            :legal, :rule, :urgency, :state, :closed, :closedBy, :reason, :minutes) on conflict do nothing
          """);
    }

    private PreparedBatch order(
        PreparedBatch batch,
        String id,
        VisitKind kind,
        String patientId,
        Site site,
        Instant at,
        @Nullable String clinicianId,
        LocalDate earliest,
        LocalDate target,
        LocalDate latest,
        LocalDate ordered,
        String urgency,
        @Nullable Instant closed,
        String reason) {
      orders.put(id, site);
      LocalDate start = site.dayOf(at);
      Optional<LegalLimits.Legal> legal = LegalLimits.of(site, kind, null, urgency, start);
      Instant ended = closed != null && !closed.isAfter(now) ? closed : null;
      boolean isClosed = ended != null;
      return batch
          .bind("id", id)
          .bind("kind", kind.name())
          .bind("patient", patientId)
          .bind("site", site.id())
          .bind("at", at.atOffset(ZoneOffset.UTC))
          .bind("clinician", clinicianId)
          .bind("anchor", kind == VisitKind.RETURN ? start : null)
          .bind("earliest", earliest)
          .bind("target", target)
          .bind("latest", latest)
          .bind("ordered", ordered)
          .bind(
              "legal",
              legal
                  .map(LegalLimits.Legal::lastDay)
                  .filter(limit -> !earliest.isAfter(limit))
                  .orElse(null))
          .bind("rule", legal.map(LegalLimits.Legal::rule).orElse(null))
          .bind("urgency", urgency)
          .bind("state", isClosed ? "closed" : "open")
          .bind("closed", ended == null ? null : ended.atOffset(ZoneOffset.UTC))
          .bind("closedBy", isClosed ? "import" : null)
          .bind("reason", isClosed ? or(reason, "not_needed") : null)
          .bind("minutes", kind == VisitKind.FIRST ? 60 : USUAL_MINUTES)
          .add();
    }

    /** One row = one appointment of the log that can be taken. */
    private record VisitRow(
        String id,
        String patientId,
        String orderId,
        boolean loose,
        VisitKind kind,
        Site site,
        String clinicianId,
        LocalDateTime local,
        Instant starts,
        int minutes,
        String status,
        @Nullable Instant bookedAt,
        @Nullable Instant cancelledAt) {
      boolean isAhead() {
        return status.equals("booked");
      }

      Instant ends() {
        return starts.plus(minutes, ChronoUnit.MINUTES);
      }
    }

    private List<VisitRow> visits() {
      Set<String> there =
          new HashSet<>(
              handle.createQuery("select id from appointment").mapTo(String.class).list());
      List<VisitRow> visits = new ArrayList<>();
      duck.read(
          """
          select appointment_id, patient_id, cast(start_at as varchar) as start, status, site_id, clinician_id, kind,
                 request_id, order_id, cast(booked_at as varchar) as booked, minutes, cast(cancelled_at as varchar) as cancelled
          from appointments order by start_at, appointment_id
          """,
          row -> {
            String id = row.text("appointment_id");
            String kind = row.text("kind");
            if (there.contains(id)) {
              return false;
            }
            if (kind.equals("administrative_intake")) {
              aside("appointments", id, "an administrative intake is no visit at the desk");
            } else if (row.text("clinician_id").isEmpty()) {
              aside("appointments", id, "it names no clinician");
            } else {
              visits.add(visit(row, id, kind));
            }
            return true;
          });
      return visits;
    }

    private VisitRow visit(Duck.Row row, String id, String kind) {
      String patient = row.text("patient_id");
      Site site = site(row.text("site_id"), patient);
      String order = or(row.text("order_id"), row.text("request_id"));
      boolean loose = order.isEmpty() || !orders.containsKey(order);
      LocalDateTime local =
          LocalDateTime.parse(row.text("start").replace(' ', 'T')).plusDays(settings.shiftDays());
      double minutes = row.number("minutes");
      VisitKind what =
          kind.isEmpty()
              ? row.text("request_id").isEmpty() ? VisitKind.RETURN : VisitKind.FIRST
              : VisitKind.valueOf(kind.toUpperCase(Locale.ROOT));
      return new VisitRow(
          id,
          patient,
          loose ? "O-" + id : order,
          loose,
          what,
          site,
          row.text("clinician_id"),
          local,
          local.atZone(site.zoneId()).toInstant(),
          Double.isNaN(minutes) || minutes < 5 || minutes > 480
              ? USUAL_MINUTES
              : (int) Math.round(minutes),
          row.text("status"),
          atOrNull(row.text("booked"), site),
          atOrNull(row.text("cancelled"), site));
    }

    /** A visit that answers no request and no order gets an order for its own day. */
    private void ordersOfLooseVisits(List<VisitRow> visits) {
      PreparedBatch batch = orderBatch();
      boolean any = false;
      for (VisitRow visit : visits) {
        if (visit.loose()) {
          any = true;
          LocalDate day = visit.local().toLocalDate();
          Instant at = visit.bookedAt() == null ? visit.starts() : visit.bookedAt();
          order(
              batch,
              visit.orderId(),
              visit.kind(),
              visit.patientId(),
              visit.site(),
              at,
              visit.clinicianId(),
              day,
              day,
              day,
              day,
              "routine",
              null,
              "");
        }
      }
      if (any) {
        count("orders", sum(batch));
      }
    }

    private void pastVisits(List<VisitRow> visits) {
      PreparedBatch batch =
          handle.prepareBatch(
              """
              insert into appointment (id, order_id, patient_id, clinician_id, site_id, kind, mode, during, local_start, state,
                in_window, days_out, override_reason, override_by, channel, booked_at, booked_by, cancelled_at, changed_by)
              select :id, o.id, :patient, :clinician, :site, :kind, 'IN_PERSON', tstzrange(:from, :to), :local, :state,
                x.days_out = 0, x.days_out, case when x.days_out <> 0 then 'imported' end,
                case when x.days_out <> 0 then 'import' end, 'import', :booked, 'import', :cancelled, 'import'
              from visit_order o, lateral (select greatest(cast(:day as date) - o.latest, 0)
                                                  - greatest(o.earliest - cast(:day as date), 0) as days_out) x
              where o.id = :order on conflict do nothing
              """);
      boolean any = false;
      for (VisitRow visit : visits) {
        if (!visit.isAhead()) {
          any = true;
          batch
              .bind("id", visit.id())
              .bind("patient", visit.patientId())
              .bind("clinician", visit.clinicianId())
              .bind("site", visit.site().id())
              .bind("kind", visit.kind().name())
              .bind("from", visit.starts().atOffset(ZoneOffset.UTC))
              .bind("to", visit.ends().atOffset(ZoneOffset.UTC))
              .bind("local", visit.local())
              .bind("state", visit.status())
              .bind(
                  "booked",
                  visit.bookedAt() == null ? null : visit.bookedAt().atOffset(ZoneOffset.UTC))
              .bind(
                  "cancelled",
                  visit.cancelledAt() == null ? null : visit.cancelledAt().atOffset(ZoneOffset.UTC))
              .bind("day", visit.local().toLocalDate())
              .bind("order", visit.orderId())
              .add();
        }
      }
      if (any) {
        count("visits over", sum(batch));
      }
    }

    /** Orders whose visit took place are done. */
    private void endOrders(List<VisitRow> visits) {
      handle
          .createUpdate(
              """
              update visit_order o set state = 'done', closed_at = x.at, closed_by = 'import', close_reason = 'seen'
              from (select order_id, max(upper(during)) as at from appointment where state = 'attended' group by 1) x
              where o.id = x.order_id and o.state = 'open' and o.ordered_by = 'import'
              """)
          .execute();
      // A visit that was missed or cancelled and belongs to no order asks for nothing more.
      handle
          .createUpdate(
              """
              update visit_order o set state = 'closed', closed_at = :now, closed_by = 'import', close_reason = 'not_needed'
              where o.state = 'open' and o.ordered_by = 'import' and o.id = any (:ids)
              """)
          .bind("now", now)
          .bindArray(
              "ids",
              String.class,
              visits.stream()
                  .filter(v -> v.loose() && !v.isAhead())
                  .map(VisitRow::orderId)
                  .toList())
          .execute();
    }

    /** Every open order without a visit ahead is on somebody's list, due the same day. */
    private void tasks() {
      for (Site site : sites.values()) {
        count(
            "tasks",
            tasks(site, TaskKind.BOOK_FIRST, "= 'FIRST'")
                + tasks(site, TaskKind.BOOK_RETURN, "<> 'FIRST'"));
      }
    }

    private int tasks(Site site, TaskKind kind, String ofKind) {
      TaskRule rule = TaskRule.of(handle, site.id(), kind);
      Instant due = new DueTimes(site, now).sameDay();
      return handle
          .createUpdate(
              """
              insert into task (kind, site_id, pool, patient_id, order_id, why, due_at, priority, minutes, closing,
                                escalate_at, escalate_to, created_at, dedupe)
              select :kind, o.site_id, :pool, o.patient_id, o.id, 'Taken over from the records without a visit ahead.', :due,
                     :priority, :minutes, 'booking', :escalate, :escalateTo, :now, :kind || ':' || o.id
              from visit_order o
              where o.site_id = :site and o.state = 'open' and o.kind\s"""
                  + ofKind
                  + """

                and not exists (select 1 from appointment a where a.order_id = o.id and a.state in ('booked', 'arrived'))
                and not exists (select 1 from task t where t.order_id = o.id and t.state = 'open')
              on conflict do nothing
              """)
          .bind("kind", TaskRule.name(kind))
          .bind("pool", rule.pool().name())
          .bind("due", due)
          .bind("priority", rule.priority())
          .bind("minutes", rule.minutes())
          .bind("escalate", Tasks.raised(handle, rule, site.id(), due))
          .bind("escalateTo", rule.escalateTo() == null ? null : rule.escalateTo().name())
          .bind("now", now)
          .bind("site", site.id())
          .execute();
    }

    /** A visit ahead is booked like any other; the constraints decide. */
    private void book(VisitRow visit) {
      handle.execute(
          "update visit_order set minutes = ? where id = ? and state = 'open'",
          visit.minutes(),
          visit.orderId());
      Place place =
          new Place(visit.clinicianId(), visit.site().id(), visit.starts(), Mode.IN_PERSON, null);
      Taking.Wanted wanted =
          new Taking.Wanted(
              visit.orderId(),
              0,
              place,
              false,
              org.duecourse.desk.SetAside.because("imported"),
              null,
              null,
              "import",
              visit.id());
      handle.savepoint("visit");
      try {
        Booking booking = Bookings.takeOnce(handle, Actor.DESK, wanted, now);
        if (booking instanceof Booking.Done) {
          count("visits ahead", 1);
          if (visit.bookedAt() != null) {
            handle
                .createUpdate("update appointment set booked_at = :at where id = :id")
                .bind("at", visit.bookedAt())
                .bind("id", visit.id())
                .execute();
          }
        } else {
          aside("appointments", visit.id(), "the desk's rules are against it");
        }
      } catch (Bookings.TakenException e) {
        handle.rollbackToSavepoint("visit");
        aside("appointments", visit.id(), "clinician or patient has another visit at that time");
      } catch (Refused e) {
        handle.rollbackToSavepoint("visit");
        aside("appointments", visit.id(), e.headline());
      }
    }

    private void offers() {
      if (!log.has("offers")) {
        return;
      }
      PreparedBatch batch =
          handle.prepareBatch(
              """
              insert into offer (id, order_id, patient_id, clinician_id, site_id, mode, during, offered_at, offered_by, channel,
                expires_at, answer, answered_at, reason)
              select :id, o.id, o.patient_id, c.id, o.site_id, 'IN_PERSON',
                tstzrange(:from, :from + o.minutes * interval '1 minute'), :at, 'import', 'staff', :at, :answer, :at, :reason
              from visit_order o
              join lateral (select coalesce(o.clinician_id, (select min(a.clinician_id) from appointment a
                where a.order_id = o.id)) as id) c on c.id is not null
              where o.id = :order on conflict do nothing
              """);
      duck.read(
          """
          select offer_id, cast(offered_at as varchar) as offered, cast(start_at as varchar) as start, answer,
                 coalesce(order_id, request_id) as order_id, reason from offers order by 1
          """,
          row -> {
            String order = row.text("order_id");
            Site site = orders.get(order);
            if (site == null) {
              aside("offers", row.text("offer_id"), "its request or order is not in the log");
              return batch;
            }
            String answer = row.text("answer");
            String reason = row.text("reason");
            return batch
                .bind("id", row.text("offer_id"))
                .bind("from", at(row.text("start"), site).atOffset(ZoneOffset.UTC))
                .bind("at", at(row.text("offered"), site).atOffset(ZoneOffset.UTC))
                .bind("answer", answer)
                .bind(
                    "reason",
                    !answer.equals("declined")
                        ? null
                        : EarlierTimes.DECLINE_REASONS.contains(reason) ? reason : "not_said")
                .bind("order", order)
                .add();
          });
      count("offers", batch.size() == 0 ? 0 : sum(batch));
    }

    private Site site(String siteId, String patientId) {
      Site site = sites.get(or(siteId, patientSite.getOrDefault(patientId, "")));
      return site != null ? site : sites.values().iterator().next();
    }

    private @Nullable String known(String clinicianId) {
      return worksAt.containsKey(clinicianId) ? clinicianId : null;
    }

    private LocalDate shifted(@Nullable LocalDate day) {
      if (day == null) {
        throw new IllegalStateException("a day is missing");
      }
      return day.plusDays(settings.shiftDays());
    }

    private Instant at(String text, Site site) {
      return LocalDateTime.parse(text.replace(' ', 'T'))
          .plusDays(settings.shiftDays())
          .atZone(site.zoneId())
          .toInstant();
    }

    private @Nullable Instant atOrNull(String text, Site site) {
      return text.isEmpty() ? null : at(text, site);
    }

    private void count(String what, int number) {
      rows.merge(what, number, Integer::sum);
    }

    private void aside(String table, String id, String reason) {
      setAside.add(new LogImport.SetAside(table, id, reason));
    }

    private static int sum(PreparedBatch batch) {
      int sum = 0;
      if (batch.size() > 0) {
        for (int count : batch.execute()) {
          sum += Math.max(0, count);
        }
      }
      return sum;
    }

    private static String or(String text, String other) {
      return text.isEmpty() ? other : text;
    }

    private static LocalDate max(LocalDate a, LocalDate b) {
      return a.isAfter(b) ? a : b;
    }
  }
}
