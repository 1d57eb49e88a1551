package org.duecourse.desk;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.duecourse.io.Fault;
import org.duecourse.io.Problem;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Clinics, clinicians, rooms and patients. Every reading of a patient's record is in the audit. */
public final class People {
  private static final String PRACTITIONER =
      """
      select c.id, c.name, c.discipline, c.languages, c.caseload_limit, c.fte, c.active, c.version,
             array(select s.site_id from clinician_site s where s.clinician_id = c.id order by 1) as sites
      from clinician c
      """;

  private final Work work;

  People(Work work) {
    this.work = work;
  }

  /** A room. */
  public record Room(String id, String siteId, String name, boolean active) {}

  /**
   * A patient to enter.
   *
   * @param id an own reference, or null to be given one
   */
  public record NewPatient(
      @Nullable String id,
      String givenName,
      String familyName,
      @Nullable LocalDate born,
      String siteId,
      String language,
      @Nullable String phone,
      @Nullable String email,
      String contactBy) {}

  /** The clinics, by name. */
  public List<Site> sites() {
    return work.read(
        handle -> handle.createQuery("select * from site order by name").mapTo(Site.class).list());
  }

  /** A clinic. */
  public Site site(String id) {
    return work.read(handle -> site(handle, id));
  }

  static Site site(Handle handle, String id) {
    return handle
        .createQuery("select * from site where id = :id")
        .bind("id", id)
        .mapTo(Site.class)
        .findOne()
        .orElseThrow(() -> Refused.notFound("There is no clinic '" + id + "'."));
  }

  /** Enters a clinic (version 0), or changes one. */
  public void keep(Actor actor, Site site) {
    actor.require(
        role -> role == Role.ADMINISTRATOR || role == Role.ACCESS_MANAGER, "Changing a clinic");
    if (site.version() > 0 && !actor.isAt(site.id())) {
      throw Access.notThere("clinic " + site.id());
    }
    if (site.version() == 0 && !actor.sites().isEmpty()) {
      throw Refused.notAllowed("A new clinic is entered by an account that works at all clinics.");
    }
    site.check();
    work.run(
        handle -> {
          int changed =
              handle
                  .createUpdate(
                      site.version() == 0
                          ? """
                            insert into site (id, name, zone, calendar, horizon_days, hold_minutes, offers_by_staff,
                                              offer_batch, offer_minutes, crisis_line, active)
                            values (:id, :name, :zone, :calendar, :horizonDays, :holdMinutes, :offersByStaff,
                                    :offerBatch, :offerMinutes, :crisisLine, :active)
                            on conflict do nothing
                            """
                          : """
                            update site set name = :name, zone = :zone, calendar = :calendar, horizon_days = :horizonDays,
                              hold_minutes = :holdMinutes, offers_by_staff = :offersByStaff, offer_batch = :offerBatch,
                              offer_minutes = :offerMinutes, crisis_line = :crisisLine, active = :active,
                              version = version + 1
                            where id = :id and version = :version
                            """)
                  .bindMethods(site)
                  .execute();
          changedOrConflict(changed, "The clinic " + site.id(), site.version());
          Audit.write(
              handle,
              work.now(),
              actor,
              site.version() == 0 ? "site.create" : "site.change",
              "site:" + site.id(),
              null,
              Audit.of("zone", site.zone(), "calendar", site.calendar()));
        });
  }

  /** The clinicians of a clinic ("" for all), by name. */
  public List<Practitioner> practitioners(String siteId) {
    return work.read(
        handle ->
            handle
                .createQuery(
                    PRACTITIONER
                        + """
                        where :site = '' or exists (
                          select 1 from clinician_site s where s.clinician_id = c.id and s.site_id = :site)
                        order by c.name
                        """)
                .bind("site", siteId)
                .mapTo(Practitioner.class)
                .list());
  }

  /** A clinician. */
  public Practitioner practitioner(String id) {
    return work.read(handle -> practitioner(handle, id));
  }

  static Practitioner practitioner(Handle handle, String id) {
    return handle
        .createQuery(PRACTITIONER + "where c.id = :id")
        .bind("id", id)
        .mapTo(Practitioner.class)
        .findOne()
        .orElseThrow(() -> Refused.notFound("There is no clinician '" + id + "'."));
  }

  /** Enters a clinician (version 0), or changes one. */
  public void keep(Actor actor, Practitioner who) {
    actor.require(
        role -> role == Role.ADMINISTRATOR || role == Role.ACCESS_MANAGER, "Changing clinicians");
    List<Problem> problems = new ArrayList<>();
    Texts.reference(problems, "id", who.id());
    Texts.line(problems, "name", who.name(), 1, 100);
    if (!Practitioner.DISCIPLINES.contains(who.discipline())) {
      problems.add(
          new Problem(
              "discipline",
              "'"
                  + who.discipline()
                  + "' is no profession that an order can ask for. They are "
                  + String.join(", ", Practitioner.DISCIPLINES)
                  + "."));
    }
    if (who.languages().isEmpty()
        || who.languages().stream().anyMatch(l -> !l.matches("[a-z]{2}"))) {
      problems.add(
          new Problem("languages", "Give each language as two letters, such as 'en' or 'es'."));
    }
    if (who.fte() <= 0 || who.fte() > 1) {
      problems.add(new Problem("fte", "The share of a full week is above 0 and at most 1."));
    }
    if (who.sites().isEmpty()) {
      problems.add(new Problem("sites", "A clinician works at one clinic at least."));
    }
    if (!problems.isEmpty()) {
      throw new Refused(Fault.INPUT, "The clinician was not kept.", problems);
    }
    work.run(
        handle -> {
          who.sites().forEach(site -> site(handle, site));
          requireClinics(handle, actor, who);
          int changed =
              handle
                  .createUpdate(
                      who.version() == 0
                          ? """
                            insert into clinician (id, name, discipline, languages, caseload_limit, fte, active)
                            values (:id, :name, :discipline, :languages, :caseload, :fte, :active)
                            on conflict do nothing
                            """
                          : """
                            update clinician set name = :name, discipline = :discipline, languages = :languages,
                              caseload_limit = :caseload, fte = :fte, active = :active, version = version + 1
                            where id = :id and version = :version
                            """)
                  .bind("id", who.id())
                  .bind("name", who.name().strip())
                  .bind("discipline", who.discipline())
                  .bindArray("languages", String.class, who.languages())
                  .bind("caseload", who.caseloadLimit())
                  .bind("fte", who.fte())
                  .bind("active", who.active())
                  .bind("version", who.version())
                  .execute();
          changedOrConflict(changed, "The clinician " + who.id(), who.version());
          handle.execute("delete from clinician_site where clinician_id = ?", who.id());
          who.sites()
              .forEach(
                  site ->
                      handle.execute("insert into clinician_site values (?, ?)", who.id(), site));
          Audit.write(
              handle,
              work.now(),
              actor,
              who.version() == 0 ? "clinician.create" : "clinician.change",
              "clinician:" + who.id(),
              null,
              Audit.of("sites", String.join(" ", who.sites()), "active", who.active()));
        });
  }

  /** An account that works at some clinics adds and takes away only these. */
  private static void requireClinics(Handle handle, Actor actor, Practitioner who) {
    List<String> before = who.version() == 0 ? List.of() : practitioner(handle, who.id()).sites();
    if (!before.isEmpty() && before.stream().noneMatch(actor::isAt)) {
      throw Access.notThere("clinician " + who.id());
    }
    Stream.concat(
            before.stream().filter(site -> !who.sites().contains(site)),
            who.sites().stream().filter(site -> !before.contains(site)))
        .filter(site -> !actor.isAt(site))
        .findFirst()
        .ifPresent(
            site -> {
              throw Refused.notAllowed("This account does not work at the clinic " + site + ".");
            });
  }

  /** The rooms of a clinic. */
  public List<Room> rooms(String siteId) {
    return work.read(
        handle ->
            handle
                .createQuery("select * from room where site_id = :site and active order by name")
                .bind("site", siteId)
                .mapTo(Room.class)
                .list());
  }

  /** Enters a room. */
  public void add(Actor actor, Room room) {
    actor.require(
        role -> role == Role.ADMINISTRATOR || role == Role.ACCESS_MANAGER, "Changing rooms");
    List<Problem> problems = new ArrayList<>();
    Texts.reference(problems, "id", room.id());
    Texts.line(problems, "name", room.name(), 1, 60);
    if (!problems.isEmpty()) {
      throw new Refused(Fault.INPUT, "The room was not kept.", problems);
    }
    if (!actor.isAt(room.siteId())) {
      throw Access.notThere("clinic " + room.siteId());
    }
    work.run(
        handle -> {
          site(handle, room.siteId());
          int made =
              handle.execute(
                  "insert into room values (?, ?, ?, ?) on conflict do nothing",
                  room.id(),
                  room.siteId(),
                  room.name(),
                  room.active());
          changedOrConflict(made, "The room " + room.id(), 0);
          Audit.write(
              handle, work.now(), actor, "room.create", "room:" + room.id(), null, Audit.of());
        });
  }

  /** Enters a patient and gives the reference. */
  public String add(Actor actor, NewPatient person) {
    return add(actor, person, null);
  }

  /**
   * Enters a patient, once for each key, and gives the reference.
   *
   * @param key the sender's key against doing twice, or null
   */
  public String add(Actor actor, NewPatient person, @Nullable String key) {
    actor.require(Role::seesPatients, "Entering a patient");
    check(person);
    if (!actor.isAt(person.siteId())) {
      throw Refused.notAllowed("This account does not work at the clinic " + person.siteId() + ".");
    }
    return Keys.once(
            work,
            actor,
            key,
            "patient " + person,
            handle -> {
              site(handle, person.siteId());
              String id = insert(handle, person, work.now());
              Audit.write(
                  handle, work.now(), actor, "patient.create", "patient:" + id, id, Audit.of());
              return List.of(id);
            })
        .getFirst();
  }

  static String insert(Handle handle, NewPatient person, java.time.Instant now) {
    return handle
        .createQuery(
            """
            insert into patient (id, given_name, family_name, born, site_id, language, phone, email, contact_by, created_at)
            values (coalesce(:id, 'P-' || upper(substr(replace(gen_random_uuid()::text, '-', ''), 1, 12))),
                    :given, :family, :born, :site, :language, :phone, :email, :contact, :now)
            on conflict do nothing returning id
            """)
        .bind("id", Texts.blankIsNull(person.id()))
        .bind("given", person.givenName().strip())
        .bind("family", person.familyName().strip())
        .bind("born", person.born())
        .bind("site", person.siteId())
        .bind("language", person.language())
        .bind("phone", Texts.blankIsNull(person.phone()))
        .bind("email", Texts.blankIsNull(person.email()))
        .bind("contact", person.contactBy())
        .bind("now", now)
        .mapTo(String.class)
        .findOne()
        .orElseThrow(() -> Refused.conflict("There is a patient with this reference already."));
  }

  private static void check(NewPatient person) {
    List<Problem> problems = new ArrayList<>();
    if (person.id() != null && !person.id().isBlank()) {
      Texts.reference(problems, "id", person.id().strip());
    }
    Texts.line(problems, "givenName", person.givenName(), 1, 80);
    Texts.line(problems, "familyName", person.familyName(), 1, 80);
    Texts.line(problems, "phone", person.phone(), 0, 40);
    Texts.line(problems, "email", person.email(), 0, 120);
    if (!person.language().matches("[a-z]{2}")) {
      problems.add(new Problem("language", "Give the language as two letters, such as 'en'."));
    }
    if (!List.of("phone", "email", "text", "letter", "none").contains(person.contactBy())) {
      problems.add(
          new Problem("contactBy", "Choose phone, email, text, letter, or none for no contact."));
    }
    if (!problems.isEmpty()) {
      throw new Refused(Fault.INPUT, "The patient was not entered.", problems);
    }
  }

  /** A patient's record; the reading is in the audit. */
  public Patient patient(Actor actor, String id) {
    return work.in(
        handle -> {
          Patient patient = Access.patient(handle, actor, id);
          Audit.write(handle, work.now(), actor, "patient.read", "patient:" + id, id, Audit.of());
          return patient;
        });
  }

  /**
   * People whose name or reference begins so, among those that the account may see; at most 20. The
   * search, not its words, is in the audit, with each person shown.
   */
  public List<Patient> find(Actor actor, String words) {
    actor.require(Role::seesPatients, "Looking up patients");
    String start = words.strip().toLowerCase(java.util.Locale.ROOT);
    if (start.length() < 2) {
      throw Refused.input("Enter at least two letters of the name, or a reference.");
    }
    return work.in(
        handle -> {
          List<Patient> found =
              handle
                  .createQuery(
                      """
                      select p.* from patient p where merged_into is null
                        and (lower(family_name) like :start escape '!' or lower(given_name) like :start escape '!'
                             or lower(id) = :exact)
                        and
                      """
                          + Access.VISIBLE
                          + " order by family_name, given_name, id limit 20")
                  .bind("start", start.replaceAll("([!%_])", "!$1") + "%")
                  .bind("exact", start)
                  .bindMap(Access.scope(actor))
                  .bindArray("sites", String.class, List.copyOf(actor.sites()))
                  .mapTo(Patient.class)
                  .list();
          found.forEach(
              p ->
                  Audit.write(
                      handle,
                      work.now(),
                      actor,
                      "patient.list",
                      "patient:" + p.id(),
                      p.id(),
                      Audit.of()));
          return found;
        });
  }

  /**
   * Sets or takes back a risk flag: a missed visit is then followed up on the same day, and
   * somebody looks at the person each week until it is taken back.
   *
   * @param reason why, without details of the illness, in 5 to 200 characters
   */
  public void flag(Actor actor, String patientId, boolean atRisk, String reason) {
    actor.require(Role::extendsWindows, "Flagging a risk");
    if (reason.strip().length() < 5 || reason.strip().length() > 200) {
      throw Refused.input("Say why, in 5 to 200 characters.");
    }
    work.run(
        handle -> {
          Patient patient = Access.patient(handle, actor, patientId);
          handle.execute(
              "update patient set risk_flag = ?, version = version + 1 where id = ?",
              atRisk,
              patient.id());
          Site site = site(handle, patient.siteId());
          if (atRisk) {
            Tasks.make(
                handle,
                new Tasks.Wanted(
                    TaskKind.HIGH_RISK_REVIEW,
                    site.id(),
                    patient.id(),
                    null,
                    null,
                    actor.clinicianId(),
                    patient.id(),
                    "A clinician flagged a risk.",
                    false,
                    null),
                Tasks.due(handle, site, TaskKind.HIGH_RISK_REVIEW, false, work.now()),
                work.now());
          } else {
            Tasks.settle(
                handle,
                TaskKind.HIGH_RISK_REVIEW,
                patient.id(),
                "the flag was taken back",
                work.now());
          }
          Audit.write(
              handle,
              work.now(),
              actor,
              atRisk ? "patient.flag" : "patient.unflag",
              "patient:" + patient.id(),
              patient.id(),
              Audit.of("reason", reason.strip()));
        });
  }

  static boolean isFlagged(Handle handle, String patientId) {
    return handle
        .createQuery("select risk_flag from patient where id = :id")
        .bind("id", patientId)
        .mapTo(Boolean.class)
        .one();
  }

  /** Whether anybody with this reference is known, without reading the record. */
  Optional<String> siteOfPatient(Handle handle, String id) {
    return handle
        .createQuery("select site_id from patient where id = :id")
        .bind("id", id)
        .mapTo(String.class)
        .findOne();
  }

  private static void changedOrConflict(int changed, String what, int version) {
    if (changed == 0) {
      throw Refused.conflict(
          version == 0
              ? what + " is there already."
              : what
                  + " was changed by somebody else since you opened it. Look at it again; nothing was changed.");
    }
  }
}
