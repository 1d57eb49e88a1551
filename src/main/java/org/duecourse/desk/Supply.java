package org.duecourse.desk;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.duecourse.booking.Mode;
import org.duecourse.booking.Purpose;
import org.duecourse.calendar.Calendars;
import org.duecourse.calendar.DayOff;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementException;
import org.jspecify.annotations.Nullable;

/**
 * The time of clinicians: weeks as templates, and the blocks made from them on a rolling horizon.
 * Edits and absences act on blocks; a template only says how new ones are made.
 */
public final class Supply {
  private static final int LONGEST_TEMPLATE_YEARS = 20;

  private final Work work;

  Supply(Work work) {
    this.work = work;
  }

  /**
   * What a changed week did.
   *
   * @param blocksMade blocks made up to the horizon
   * @param visitsOutside visits already booked that lie outside the new week; each has a task now
   */
  public record Changed(int blocksMade, int visitsOutside) {}

  /** The weeks of a clinician that apply on a day or later, by clinic and first day. */
  public List<WeekTemplate> weeks(String clinicianId, LocalDate day) {
    return work.read(
        handle ->
            templates(
                    handle,
                    """
                    select id, clinician_id, site_id, lower(valid) as starts, upper(valid) as ends, made_until from template
                    where clinician_id = :clinician and (upper_inf(valid) or upper(valid) > :day) order by site_id, lower(valid)
                    """,
                    clinicianId,
                    day)
                .stream()
                .map(
                    t ->
                        new WeekTemplate(
                            t.clinicianId(), t.siteId(), t.starts(), blocks(handle, t.id())))
                .toList());
  }

  /**
   * Sets a clinician's week from a day on. Visits that are booked stay; those outside the new week
   * get a task for the clinic.
   */
  public Changed keep(Actor actor, WeekTemplate week) {
    check(actor, week);
    return work.in(handle -> change(handle, actor, week));
  }

  /** What {@link #keep} would do, without doing it. */
  public Changed tryOut(Actor actor, WeekTemplate week) {
    check(actor, week);
    return work.in(
        handle -> {
          Changed changed = change(handle, actor, week);
          handle.rollback();
          return changed;
        });
  }

  private static void check(Actor actor, WeekTemplate week) {
    actor.require(
        role -> role == Role.ACCESS_MANAGER || role == Role.CLINIC_MANAGER,
        "Changing a clinician's week");
    week.check();
  }

  private Changed change(Handle handle, Actor actor, WeekTemplate week) {
    work.tellTime(handle);
    Site site = People.site(handle, week.siteId());
    if (!actor.isAt(site.id())) {
      throw Refused.notAllowed("This account does not work at the clinic " + site.id() + ".");
    }
    Practitioner who = People.practitioner(handle, week.clinicianId());
    if (!who.sites().contains(site.id())) {
      throw Refused.input(
          who.id() + " does not work at " + site.id() + ". Maybe add the clinic first.");
    }
    LocalDate today = site.dayOf(work.now());
    if (week.from().isBefore(today)) {
      throw Refused.input(
          "A week starts today or later, not on " + week.from() + ": the past is as it was.");
    }
    refuseTwoPlacesAtOnce(handle, week);
    handle.execute(
        "delete from template where clinician_id = ? and site_id = ? and lower(valid) >= ?",
        who.id(),
        site.id(),
        week.from());
    handle.execute(
        """
              update template set valid = daterange(lower(valid), ?), made_until = least(made_until, ?)
              where clinician_id = ? and site_id = ? and (upper_inf(valid) or upper(valid) > ?)
              """,
        week.from(),
        week.from().minusDays(1),
        who.id(),
        site.id(),
        week.from());
    handle.execute(
        """
              update block set state = 'replaced', version = version + 1
              where clinician_id = ? and site_id = ? and day >= ? and state in ('active', 'absent', 'closed')
              """,
        who.id(),
        site.id(),
        week.from());
    insert(handle, actor, week);
    int made = extend(handle, site, work.now());
    // Looked at here and not at the end, so that trying out says it too.
    handle.execute("set constraints crisis_floor, protected_floor immediate");
    int outside = tasksForVisitsOutside(handle, site, who.id(), work.now());
    Audit.write(
        handle,
        work.now(),
        actor,
        "template.change",
        "clinician:" + who.id(),
        null,
        Audit.of("site", site.id(), "from", week.from(), "blocks", week.blocks().size()));
    return new Changed(made, outside);
  }

  private void insert(Handle handle, Actor actor, WeekTemplate week) {
    long id =
        handle
            .createQuery(
                """
                insert into template (clinician_id, site_id, valid, made_until, created_at, created_by)
                values (:clinician, :site, daterange(:from, :to), :before, :now, :by) returning id
                """)
            .bind("clinician", week.clinicianId())
            .bind("site", week.siteId())
            .bind("from", week.from())
            .bind("to", week.from().plusYears(LONGEST_TEMPLATE_YEARS))
            .bind("before", week.from().minusDays(1))
            .bind("now", work.now())
            .bind("by", actor.account())
            .mapTo(Long.class)
            .one();
    for (WeekBlock block : week.blocks()) {
      handle
          .createUpdate(
              """
              insert into template_block (template_id, weekday, weeks, local_start, local_end, purpose,
                                          place_minutes, modes, release_hours)
              values (:template, :weekday, :weeks, :from, :to, :purpose, :minutes, :modes, :release)
              """)
          .bind("template", id)
          .bind("weekday", block.weekday().getValue())
          .bind("weeks", block.weeks().name().toLowerCase(Locale.ROOT))
          .bind("from", block.from())
          .bind("to", block.to())
          .bind("purpose", block.purpose().name())
          .bind("minutes", block.placeMinutes())
          .bindArray(
              "modes", String.class, block.modes().stream().map(Mode::name).sorted().toList())
          .bind("release", block.releaseHours())
          .execute();
    }
  }

  private void refuseTwoPlacesAtOnce(Handle handle, WeekTemplate week) {
    for (Template other :
        templates(
            handle,
            """
            select id, clinician_id, site_id, lower(valid) as starts, upper(valid) as ends, made_until from template
            where clinician_id = :clinician and (upper_inf(valid) or upper(valid) > :day)
            """,
            week.clinicianId(),
            week.from())) {
      if (other.siteId().equals(week.siteId())) {
        continue;
      }
      for (WeekBlock there : blocks(handle, other.id())) {
        for (WeekBlock here : week.blocks()) {
          if (here.overlaps(there)) {
            throw Refused.input(
                "On "
                    + here.weekday()
                    + " from "
                    + here.from()
                    + " the clinician is at "
                    + other.siteId()
                    + " already. Maybe change that week first.");
          }
        }
      }
    }
  }

  /** Makes the blocks that are missing up to each clinic's horizon; to be called daily. */
  public int extendAll() {
    return work.inLong(
        handle -> {
          int made = 0;
          for (Site site :
              handle
                  .createQuery("select * from site where active order by id for update")
                  .mapTo(Site.class)
                  .list()) {
            made += extend(handle, site, work.now());
          }
          return made;
        });
  }

  private int extend(Handle handle, Site site, Instant now) {
    LocalDate horizon = site.dayOf(now).plusDays(site.horizonDays());
    Set<LocalDate> closed = new HashSet<>();
    for (DayOff off : Calendars.byId(site.calendar()).daysOff()) {
      closed.add(off.day());
    }
    int made = 0;
    List<Template> due =
        handle
            .createQuery(
                """
                select id, clinician_id, site_id, lower(valid) as starts, upper(valid) as ends, made_until from template
                where site_id = :site and made_until < :horizon and (upper_inf(valid) or upper(valid) - 1 > made_until)
                order by id for update
                """)
            .bind("site", site.id())
            .bind("horizon", horizon)
            .mapTo(Template.class)
            .list();
    for (Template template : due) {
      made += make(handle, site, template, horizon, closed);
    }
    if (made > 0) {
      Absences.cutNewBlocks(handle, site);
    }
    return made;
  }

  private static int make(
      Handle handle, Site site, Template template, LocalDate horizon, Set<LocalDate> closed) {
    LocalDate last =
        template.ends() == null || template.ends().isAfter(horizon)
            ? horizon
            : template.ends().minusDays(1);
    ZoneId zone = site.zoneId();
    List<WeekBlock> week = blocks(handle, template.id());
    Batch batch = new Batch();
    for (LocalDate day = template.madeUntil().plusDays(1);
        !day.isAfter(last);
        day = day.plusDays(1)) {
      if (closed.contains(day)) {
        continue;
      }
      for (WeekBlock block : week) {
        if (block.isOn(day)) {
          batch.add(day, block, zone);
        }
      }
    }
    handle.execute("update template set made_until = ? where id = ?", last, template.id());
    return batch.insert(handle, template);
  }

  private static int tasksForVisitsOutside(
      Handle handle, Site site, String clinicianId, Instant now) {
    List<Visit> outside =
        handle
            .createQuery(
                "select "
                    + Visit.COLUMNS
                    + """
                       from appointment a
                      where a.clinician_id = :clinician and a.site_id = :site and a.state in ('booked', 'held')
                        and lower(a.during) > :now and a.override_rules = '{}'
                        and not exists (select 1 from block b where b.clinician_id = a.clinician_id and b.site_id = a.site_id
                                          and b.state = 'active' and b.during @> a.during)
                        and not exists (select 1 from task t where t.dedupe = 'check_visit:' || a.order_id and t.state = 'open')
                      """)
            .bind("clinician", clinicianId)
            .bind("site", site.id())
            .bind("now", now)
            .mapTo(Visit.class)
            .list();
    for (Visit visit : outside) {
      Instant due = Tasks.due(handle, site, TaskKind.CHECK_VISIT, false, now);
      Tasks.make(
          handle,
          TaskKind.CHECK_VISIT,
          site.id(),
          visit.patientId(),
          visit.orderId(),
          visit.id(),
          "The clinician's week has changed and the visit lies outside it.",
          due.isBefore(visit.starts()) ? due : visit.starts(),
          now);
    }
    return outside.size();
  }

  /** The blocks of a clinic between two days, both included, by time. */
  public List<Block> blocks(String siteId, LocalDate from, LocalDate to) {
    return work.read(
        handle ->
            handle
                .createQuery(
                    "select "
                        + Block.COLUMNS
                        + """
                         from block b where b.site_id = :site and b.day between :from and :to
                          and b.state in ('active', 'absent', 'closed') order by lower(b.during), b.clinician_id
                        """)
                .bind("site", siteId)
                .bind("from", from)
                .bind("to", to)
                .mapTo(Block.class)
                .list());
  }

  /** Adds a block by hand: an extra clinic, a swap of protected time. */
  public long add(
      Actor actor,
      String clinicianId,
      String siteId,
      LocalDate day,
      LocalTime from,
      LocalTime to,
      Purpose purpose,
      int placeMinutes,
      String reason) {
    actor.require(
        role -> role == Role.ACCESS_MANAGER || role == Role.CLINIC_MANAGER, "Changing a day");
    WeekBlock block =
        new WeekBlock(
            day.getDayOfWeek(),
            WeekBlock.Weeks.EVERY,
            from,
            to,
            purpose,
            placeMinutes,
            Set.of(Mode.IN_PERSON, Mode.VIDEO),
            null);
    new WeekTemplate(clinicianId, siteId, day, List.of(block)).check();
    requireReason(reason);
    return work.in(
        handle -> {
          Site site = People.site(handle, siteId);
          if (!actor.isAt(siteId)) {
            throw Refused.notAllowed("This account does not work at the clinic " + siteId + ".");
          }
          if (!People.practitioner(handle, clinicianId).sites().contains(siteId)) {
            throw Refused.input(clinicianId + " does not work at " + siteId + ".");
          }
          WallClock.Span span =
              WallClock.span(day, from, to, site.zoneId())
                  .orElseThrow(
                      () -> Refused.input("On " + day + " a clock change skips this time."));
          try {
            long id =
                handle
                    .createQuery(
                        """
                        insert into block (clinician_id, site_id, day, local_start, local_end, during, purpose,
                                           place_minutes, modes)
                        values (:clinician, :site, :day, :from, :to, tstzrange(:start, :end), :purpose, :minutes,
                                '{IN_PERSON,VIDEO}') returning id
                        """)
                    .bind("clinician", clinicianId)
                    .bind("site", siteId)
                    .bind("day", day)
                    .bind("from", from)
                    .bind("to", to)
                    .bind("start", span.from())
                    .bind("end", span.to())
                    .bind("purpose", purpose.name())
                    .bind("minutes", placeMinutes)
                    .mapTo(Long.class)
                    .one();
            Audit.write(
                handle,
                work.now(),
                actor,
                "block.create",
                "block:" + id,
                null,
                Audit.of("purpose", purpose, "day", day, "reason", reason.strip()));
            return id;
          } catch (StatementException e) {
            if (Work.brokenConstraint(e).startsWith("block_")) {
              throw Refused.conflict(
                  "The clinician has other time then. Maybe remove that block first.");
            }
            throw e;
          }
        });
  }

  /** Takes a block away that has no visits. */
  public void remove(Actor actor, long blockId, int version, String reason) {
    actor.require(
        role -> role == Role.ACCESS_MANAGER || role == Role.CLINIC_MANAGER, "Changing a day");
    requireReason(reason);
    work.run(
        handle -> {
          work.tellTime(handle);
          Block block =
              block(handle, blockId).orElseThrow(() -> Access.notThere("block " + blockId));
          if (!actor.isAt(block.siteId())) {
            throw Access.notThere("block " + blockId);
          }
          int changed =
              handle.execute(
                  """
                  update block set state = 'removed', version = version + 1
                  where id = ? and version = ? and state = 'active'
                  """,
                  blockId,
                  version);
          if (changed == 0) {
            throw Refused.conflict("The block was changed by somebody else. Look at it again.");
          }
          boolean visits =
              handle
                  .createQuery(
                      """
                      select exists (select 1 from appointment a where a.clinician_id = :clinician
                        and a.state in ('held', 'booked', 'arrived') and a.during && tstzrange(:from, :to))
                      """)
                  .bind("clinician", block.clinicianId())
                  .bind("from", block.starts())
                  .bind("to", block.ends())
                  .mapTo(Boolean.class)
                  .one();
          if (visits) {
            throw Refused.conflict(
                "There are visits in this block. Move them first, or enter an absence.");
          }
          Audit.write(
              handle,
              work.now(),
              actor,
              "block.remove",
              "block:" + blockId,
              null,
              Audit.of("purpose", block.purpose(), "reason", reason.strip()));
        });
  }

  static java.util.Optional<Block> block(Handle handle, long id) {
    return handle
        .createQuery("select " + Block.COLUMNS + " from block b where b.id = :id")
        .bind("id", id)
        .mapTo(Block.class)
        .findOne();
  }

  private static void requireReason(String reason) {
    if (reason == null || reason.strip().length() < 5) {
      throw Refused.input("Say why, in five characters at least.");
    }
  }

  private static List<Template> templates(
      Handle handle, String sql, String clinicianId, LocalDate day) {
    return handle
        .createQuery(sql)
        .bind("clinician", clinicianId)
        .bind("day", day)
        .mapTo(Template.class)
        .list();
  }

  private static List<WeekBlock> blocks(Handle handle, long templateId) {
    return handle
        .createQuery(
            "select * from template_block where template_id = :id order by weekday, local_start")
        .bind("id", templateId)
        .map(
            (rs, context) -> {
              int release = rs.getInt("release_hours");
              boolean never = rs.wasNull();
              String[] modes = (String[]) rs.getArray("modes").getArray();
              Set<Mode> ways = new HashSet<>();
              for (String mode : modes) {
                ways.add(Mode.valueOf(mode));
              }
              return new WeekBlock(
                  DayOfWeek.of(rs.getInt("weekday")),
                  WeekBlock.Weeks.valueOf(rs.getString("weeks").toUpperCase(Locale.ROOT)),
                  rs.getObject("local_start", LocalTime.class),
                  rs.getObject("local_end", LocalTime.class),
                  Purpose.valueOf(rs.getString("purpose")),
                  rs.getInt("place_minutes"),
                  ways,
                  never ? null : release);
            })
        .list();
  }

  /** One row = one version of a week. */
  record Template(
      long id,
      String clinicianId,
      String siteId,
      LocalDate starts,
      @Nullable LocalDate ends,
      LocalDate madeUntil) {}

  /**
   * Blocks of one template, inserted by one statement. One row = one block of the week on one day.
   */
  private static final class Batch {
    private final List<String> days = new ArrayList<>();
    private final List<String> starts = new ArrayList<>();
    private final List<String> ends = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();

    void add(LocalDate day, WeekBlock block, ZoneId zone) {
      WallClock.span(day, block.from(), block.to(), zone)
          .ifPresent(
              span -> {
                days.add(day.toString());
                starts.add(span.from().toString());
                ends.add(span.to().toString());
                keys.add(
                    block.weekday().getValue()
                        + "/"
                        + block.weeks().name().toLowerCase(Locale.ROOT)
                        + "/"
                        + block.from());
              });
    }

    int insert(Handle handle, Template template) {
      if (days.isEmpty()) {
        return 0;
      }
      return handle
          .createUpdate(
              """
              insert into block (clinician_id, site_id, day, local_start, local_end, during, purpose, place_minutes,
                                 modes, release_at, template_block_id)
              select :clinician, :site, n.day, t.local_start, t.local_end, tstzrange(n.starts, n.ends), t.purpose,
                     t.place_minutes, t.modes, n.starts - t.release_hours * interval '1 hour', t.id
              from unnest(cast(:days as date[]), cast(:starts as timestamptz[]), cast(:ends as timestamptz[]),
                          cast(:keys as text[])) as n (day, starts, ends, key)
              join template_block t on t.template_id = :template
                and t.weekday || '/' || t.weeks || '/' || to_char(t.local_start, 'HH24:MI') = n.key
              on conflict do nothing
              """)
          .bind("clinician", template.clinicianId())
          .bind("site", template.siteId())
          .bind("days", array(days))
          .bind("starts", array(starts))
          .bind("ends", array(ends))
          .bind("keys", array(keys))
          .bind("template", template.id())
          .execute();
    }

    /** As PostgreSQL reads an array; days, instants and keys hold nothing that needs quoting. */
    private static String array(List<String> values) {
      return "{" + String.join(",", values) + "}";
    }
  }
}
