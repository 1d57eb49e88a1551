package org.duecourse.booking;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The openings that fit, with their costs, side by side; the arrays grow as they are found. */
final class Candidates implements Look.Visitor {
  private static final int AT_FIRST = 256;

  private final Scoring scoring;
  private int size;
  private SiteDays[] site = new SiteDays[AT_FIRST];
  private DaySheet[] sheet = new DaySheet[AT_FIRST];
  private int[] place = new int[AT_FIRST];
  private long[] day = new long[AT_FIRST];
  private int[] missed = new int[AT_FIRST];
  private int[] clinician = new int[AT_FIRST];
  private double[] share = new double[AT_FIRST];
  private double[] points = new double[AT_FIRST];

  Candidates(Scoring scoring) {
    this.scoring = scoring;
  }

  @Override
  public void see(
      SiteDays where, long on, DaySheet sheetOfDay, int at, int broken, int wishesMissed) {
    if (broken != 0) {
      return;
    }
    if (size == place.length) {
      grow();
    }
    int i = size++;
    site[i] = where;
    sheet[i] = sheetOfDay;
    place[i] = at;
    day[i] = on;
    missed[i] = wishesMissed;
    clinician[i] = where.shapes().get(sheetOfDay.shape(at)).clinician();
    share[i] = sheetOfDay.shareTaken(clinician[i]);
    points[i] = cost(i).total();
  }

  private void grow() {
    int room = 2 * place.length;
    site = Arrays.copyOf(site, room);
    sheet = Arrays.copyOf(sheet, room);
    place = Arrays.copyOf(place, room);
    day = Arrays.copyOf(day, room);
    missed = Arrays.copyOf(missed, room);
    clinician = Arrays.copyOf(clinician, room);
    share = Arrays.copyOf(share, room);
    points = Arrays.copyOf(points, room);
  }

  int size() {
    return size;
  }

  /** The cost of a candidate, part by part. */
  Cost cost(int i) {
    return scoring.cost(day[i], share[i], clinicianId(i), site[i].siteId(), mode(i), missed[i]);
  }

  @Nullable Mode mode(int i) {
    return scoring.mode(site[i].siteId(), site[i].shapes().get(sheet[i].shape(place[i])).modes());
  }

  double points(int i) {
    return points[i];
  }

  long day(int i) {
    return day[i];
  }

  long start(int i) {
    return sheet[i].start(place[i]);
  }

  double share(int i) {
    return share[i];
  }

  int missed(int i) {
    return missed[i];
  }

  String clinicianId(int i) {
    return site[i].clinician(clinician[i]).id();
  }

  Opening opening(int i) {
    return site[i].opening(sheet[i], place[i]);
  }

  /** Whether two candidates are with the same clinician. */
  boolean sameClinician(int i, int j) {
    return site[i] == site[j]
        ? clinician[i] == clinician[j]
        : clinicianId(i).equals(clinicianId(j));
  }

  /**
   * Whether one goes before another: by cost, then by start, clinician, clinic, block and end. No
   * two are alike in all of these.
   */
  boolean isBetter(int i, int j) {
    if (points[i] != points[j]) {
      return points[i] < points[j];
    }
    if (start(i) != start(j)) {
      return start(i) < start(j);
    }
    int byClinician = clinicianId(i).compareTo(clinicianId(j));
    if (byClinician != 0) {
      return byClinician < 0;
    }
    int bySite = site[i].siteId().compareTo(site[j].siteId());
    if (bySite != 0) {
      return bySite < 0;
    }
    long byBlock = sheet[i].block(place[i]) - sheet[j].block(place[j]);
    return byBlock != 0 ? byBlock < 0 : sheet[i].end(place[i]) < sheet[j].end(place[j]);
  }
}
