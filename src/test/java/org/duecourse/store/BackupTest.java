package org.duecourse.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.duecourse.io.Fault;
import org.duecourse.io.Refused;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is kept comes back as it was; what is not whole, or would lie over other rows, is refused.
 */
class BackupTest {
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  @TempDir private static Path folder;
  private static TestStore desk;
  private static Path backup;

  @BeforeAll
  static void keep() {
    desk = TestStore.fresh();
    SmallDesk.fill(desk.jdbi(), 7, 60);
    backup = folder.resolve("desk.zip");
    Backup.Summary kept = Backup.write(desk.place(), backup, NOON, line -> {});
    assertThat(kept.rows()).isGreaterThan(250);
  }

  @AfterAll
  static void close() {
    desk.close();
  }

  @Test
  void everyRowComesBack() {
    StorePlace.Database place = TestStore.empty();
    Restore.Summary restored = Restore.read(place, backup, line -> {});
    assertThat(restored.madeAt()).isEqualTo(NOON);
    assertThat(SmallDesk.everything(owner(place))).isEqualTo(SmallDesk.everything(desk.owner()));
  }

  @Test
  void theRulesOfTheDatabaseStandAfterwards() {
    StorePlace.Database place = TestStore.empty();
    Restore.read(place, backup, line -> {});
    Jdbi owner = owner(place);
    String rules =
        """
        select string_agg(line, e'\\n' order by line) from (
          select tgname || ' ' || tgenabled::text || ' ' || pg_get_triggerdef(t.oid) as line from pg_trigger t
            join pg_class c on c.oid = tgrelid
            where not tgisinternal and relnamespace = 'duecourse'::regnamespace
          union all
          select conname || ' ' || pg_get_constraintdef(oid) from pg_constraint
            where connamespace = 'duecourse'::regnamespace
          union all
          select relname || ' ' || relacl::text from pg_class where relnamespace = 'duecourse'::regnamespace
        ) as lines
        """;
    assertThat(TestStore.texts(owner, rules)).isEqualTo(TestStore.texts(desk.owner(), rules));
    assertThat(TestStore.texts(owner, rules).getFirst())
        .contains("no_orphan_order", "audit_is_kept O");
    assertThatThrownBy(() -> owner.useHandle(h -> h.execute("delete from duecourse.audit")))
        .hasMessageContaining("only ever added to");
  }

  @Test
  void numbersAreNotGivenOutTwice() {
    StorePlace.Database place = TestStore.empty();
    Restore.read(place, backup, line -> {});
    String next =
        """
        select last_value || ' ' || is_called from duecourse.order_number
        union all select last_value || ' ' || is_called from duecourse.appointment_number
        union all select last_value || ' ' || is_called from duecourse.audit_id_seq
        union all select last_value || ' ' || is_called from duecourse.offer_number
        """;
    assertThat(TestStore.texts(owner(place), next)).isEqualTo(TestStore.texts(desk.owner(), next));
  }

  @Test
  void tablesThatReferToEachOtherInACircleComeBack() {
    String circle =
        """
        create table duecourse.a (id int primary key, b int);
        create table duecourse.b (id int primary key, a int not null references duecourse.a);
        alter table duecourse.a add constraint a_b foreign key (b) references duecourse.b;
        create function duecourse.spoil() returns trigger language plpgsql as
          $$ begin raise exception 'spoilt'; end $$;
        create trigger always before insert on duecourse.a for each row execute function duecourse.spoil();
        alter table duecourse.a enable always trigger always;
        create trigger never before insert on duecourse.b for each row execute function duecourse.spoil();
        alter table duecourse.b disable trigger never;
        """;
    String rows =
        """
        alter table duecourse.a disable trigger always;
        insert into duecourse.a values (1, null), (2, null);
        insert into duecourse.b values (10, 1), (20, 2);
        update duecourse.a set b = id * 10;
        alter table duecourse.a enable always trigger always;
        """;
    String found =
        """
        select id || '>' || b from duecourse.a union all select id || '>' || a from duecourse.b
        union all select tgname || ' ' || tgenabled::text from pg_trigger where tgname in ('always', 'never')
        union all select conname || ' ' || condeferrable || condeferred from pg_constraint where conname = 'a_b'
        """;
    try (TestStore from = TestStore.fresh();
        TestStore to = TestStore.fresh()) {
      from.owner().useHandle(h -> h.execute(circle + rows));
      to.owner().useHandle(h -> h.execute(circle));
      Path file = folder.resolve("circle.zip");
      Backup.write(from.place(), file, NOON, line -> {});
      Restore.read(to.place(), file, line -> {});
      assertThat(TestStore.texts(to.owner(), found))
          .containsExactlyInAnyOrder(
              "1>10", "2>20", "10>1", "20>2", "always A", "never D", "a_b falsefalse");
    }
  }

  @Test
  void theFileIsItsOwnersAlone() throws IOException {
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup)))
        .isEqualTo("rw-------");
  }

  @Test
  void theDesksRoleIsEnoughToKeepThemNotToBringThemBack() {
    StorePlace.Database withoutOwner =
        new StorePlace.Database(desk.place().url(), desk.place().app(), null);
    Path file = folder.resolve("by-the-desk.zip");
    assertThat(Backup.write(withoutOwner, file, NOON, line -> {}).rows()).isGreaterThan(250);
    StorePlace.Database empty = TestStore.empty();
    assertThatThrownBy(
            () ->
                Restore.read(
                    new StorePlace.Database(empty.url(), empty.app(), null), file, line -> {}))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("DUECOURSE_DB_OWNER");
  }

  @Test
  void rowsAreNeverLaidOverOthers() {
    assertThatThrownBy(() -> Restore.read(desk.place(), backup, line -> {}))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("is not empty")
        .hasMessageContaining("patient  60 rows")
        .hasMessageContaining("clinician  1 row")
        .extracting(e -> ((Refused) e).fault())
        .isEqualTo(Fault.CONFLICT);
  }

  @Test
  void itIsOnePictureWhileTheDeskWorks() throws Exception {
    try (TestStore busy = TestStore.fresh()) {
      CountDownLatch started = new CountDownLatch(200);
      AtomicBoolean enough = new AtomicBoolean();
      Thread writer =
          new Thread(
              () -> {
                for (int i = 0; !enough.get(); i++) {
                  String id = "S" + i;
                  busy.jdbi()
                      .useTransaction(
                          h -> {
                            h.execute(
                                "insert into site (id, name, zone) values (?, 'x', 'UTC')", id);
                            h.execute(
                                "insert into audit (at, actor, role, action, subject) values (now(), 'a', 'b', 'site', ?)",
                                id);
                          });
                  started.countDown();
                }
              });
      writer.start();
      started.await();
      Path file = folder.resolve("busy.zip");
      Backup.write(busy.place(), file, NOON, line -> {});
      enough.set(true);
      writer.join();
      StorePlace.Database place = TestStore.empty();
      Restore.read(place, file, line -> {});
      List<String> sites =
          TestStore.texts(owner(place), "select id from duecourse.site order by 1");
      assertThat(sites).hasSizeGreaterThanOrEqualTo(200);
      assertThat(TestStore.texts(owner(place), "select subject from duecourse.audit order by 1"))
          .isEqualTo(sites);
    }
  }

  @Test
  void aPartOfABackupIsNone() throws IOException {
    byte[] whole = Files.readAllBytes(backup);
    StorePlace.Database place = TestStore.empty();
    for (int length :
        new int[] {0, 1, 100, whole.length / 2, whole.length - 200, whole.length - 1}) {
      Path part = folder.resolve("part.zip");
      Files.write(part, java.util.Arrays.copyOf(whole, length));
      assertRefused(place, part, "is no backup of Duecourse, or only a part of one");
    }
    assertThatNothingIsIn(place);
  }

  @Test
  void noFlippedBitComesThrough() throws IOException {
    byte[] whole = Files.readAllBytes(backup);
    Random random = new Random(11);
    int refused = 0;
    for (int i = 0; i < 60; i++) {
      byte[] changed = whole.clone();
      changed[random.nextInt(whole.length)] ^= (byte) (1 << random.nextInt(8));
      Path file = folder.resolve("changed.zip");
      Files.write(file, changed);
      try (BackupFile read = BackupFile.open(file)) {
        // A bit of the archive's own dates, which nobody reads: what it holds is the same.
        try (BackupFile original = BackupFile.open(backup)) {
          assertThat(read.manifest()).isEqualTo(original.manifest());
        }
      } catch (Refused e) {
        refused++;
      }
    }
    // How many meet the archive's own dates depends on its size; most do not.
    assertThat(refused).isGreaterThan(20);
  }

  @Test
  void whatSomebodyChangedInsideIsNamedAndNothingIsWritten() throws IOException {
    StorePlace.Database place = TestStore.empty();
    Path fewer =
        rewritten(
            (name, text) ->
                name.equals("tables/patient.copy") ? text.replaceFirst("(?s)^.*?\n", "") : text);
    assertRefused(place, fewer, "patient  59 rows, but the manifest says 60.");
    assertRefused(place, fewer, "patient  Its checksum is not the one in the manifest.");
    Path missing = rewritten((name, text) -> name.equals("tables/task.copy") ? null : text);
    assertRefused(place, missing, "task  Its rows cannot be read: the rows of task are missing.");
    Path other = rewritten((name, text) -> text.replace("duecourse-backup", "other"));
    assertRefused(place, other, "its manifest is another's");
    Path newer =
        rewritten((name, text) -> text.replace("\"format_version\" : 1", "\"format_version\" : 2"));
    assertRefused(place, newer, "is a backup of form 2");
    Path later =
        rewritten(
            (name, text) ->
                text.replaceFirst("\"schema_version\" : \"\\d+\"", "\"schema_version\" : \"900\""));
    assertRefused(place, later, "holds tables of version 900; this Duecourse knows them up to");
    Path column =
        rewritten(
            (name, text) ->
                name.equals("manifest.json")
                    ? text.replace("\"crisis_line\"", "\"crisis_lime\"")
                    : text);
    assertRefused(place, column, "that are not those of that version");
    Path bare =
        rewritten(
            (name, text) ->
                name.equals("manifest.json")
                    ? "{\"format\":\"duecourse-backup\",\"format_version\":1}"
                    : text);
    assertRefused(place, bare, "its manifest lacks");
    Path noJson = rewritten((name, text) -> name.equals("manifest.json") ? "{" : text);
    assertRefused(place, noJson, "not readable as JSON");
    assertThatNothingIsIn(place);
  }

  @Test
  void otherFilesAreNamedAsSuch() throws IOException {
    StorePlace.Database place = TestStore.empty();
    assertRefused(place, folder.resolve("nowhere.zip"), "nowhere.zip does not exist.");
    Path text = folder.resolve("notes.txt");
    Files.writeString(text, "milk, bread");
    assertRefused(place, text, "is no backup of Duecourse");
    Path zip = folder.resolve("photos.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new ZipEntry("cat.txt"));
      out.write(1);
    }
    assertRefused(place, zip, "is no backup of Duecourse");
  }

  @Test
  void anEmptyDatabaseHasNothingToKeep() {
    assertThatThrownBy(
            () -> Backup.write(TestStore.empty(), folder.resolve("nothing.zip"), NOON, line -> {}))
        .isInstanceOf(Refused.class)
        .hasMessageContaining("holds no records yet");
    assertThat(folder.resolve("nothing.zip")).doesNotExist();
  }

  private static void assertRefused(StorePlace place, Path file, String words) {
    assertThatThrownBy(() -> Restore.read(place, file, line -> {}))
        .isInstanceOf(Refused.class)
        .hasMessageContaining(words);
  }

  private static void assertThatNothingIsIn(StorePlace.Database place) {
    assertThat(SmallDesk.everything(owner(place))).noneMatch(row -> row.startsWith("{"));
  }

  private static Jdbi owner(StorePlace.Database place) {
    return Jdbi.create(place.url(), place.owner().user(), place.owner().password());
  }

  private interface Change {
    String of(String name, String text);
  }

  private static Path rewritten(Change change) throws IOException {
    Path target = Files.createTempFile(folder, "rewritten", ".zip");
    try (ZipFile in = new ZipFile(backup.toFile());
        OutputStream file = Files.newOutputStream(target);
        ZipOutputStream out = new ZipOutputStream(file)) {
      for (ZipEntry entry : java.util.Collections.list(in.entries())) {
        String text =
            change.of(
                entry.getName(),
                new String(in.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8));
        if (text != null) {
          out.putNextEntry(new ZipEntry(entry.getName()));
          out.write(text.getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    return target;
  }
}
