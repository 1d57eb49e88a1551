package org.duecourse.web;

import java.util.List;

/** What the pages of clinics, clinicians and their weeks show. */
public final class SupplyViews {
  private SupplyViews() {}

  /** A clinician's time on one day. */
  public record TimeOfDay(
      Form form,
      String clinicianId,
      String siteId,
      String clinic,
      String day,
      String dayAddress,
      List<TimeLine> lines,
      List<Choice> purposes) {}

  /** One block of it. */
  public record TimeLine(String block, int version, String span, String purpose) {}

  /** Clinics that the account may see. */
  public record ClinicList(String finding, List<ClinicLine> clinics, boolean canEnter) {}

  /** One of them. */
  public record ClinicLine(
      String id, String name, String zone, String calendar, int clinicians, String state) {}

  /**
   * Entering or changing a clinic.
   *
   * @param id its reference, or empty for a new one
   * @param facts what those see who cannot change it
   */
  public record ClinicForm(
      Form form,
      Form roomForm,
      String id,
      List<Choice> calendars,
      List<DeskViews.Fact> facts,
      List<String> rooms,
      List<DeskViews.Link> clinicians,
      boolean canChange) {}

  /** Clinicians of one clinic. */
  public record ClinicianList(
      DeskViews.Where where, String finding, List<ClinicianLine> clinicians, boolean canEnter) {}

  /** One of them. */
  public record ClinicianLine(
      String id, String name, String profession, String languages, String share, String week) {}

  /** Entering or changing a clinician; the weeks are shown beside. */
  public record ClinicianForm(
      Form form,
      String id,
      List<Choice> professions,
      List<Choice> clinics,
      List<DeskViews.Fact> facts,
      List<Week> weeks,
      boolean canChange) {}

  /**
   * A week of a clinician at one clinic.
   *
   * @param change where it is changed, or empty
   */
  public record Week(
      String clinic, String from, List<DeskViews.Fact> rows, String hours, String change) {}

  /**
   * The form of a week.
   *
   * @param rows how many rows it has
   * @param copies the same form filled from another clinician
   */
  public record WeekForm(
      Form form,
      String clinicianId,
      String clinician,
      String siteId,
      String clinic,
      int rows,
      List<Choice> days,
      List<Choice> weeks,
      List<Choice> purposes,
      List<Choice> modes,
      List<DeskViews.Link> copies) {}

  /** A week before it is kept; the form holds what was typed, to be sent again. */
  public record WeekCheck(
      Form form,
      String clinicianId,
      String clinician,
      String clinic,
      String finding,
      List<DeskViews.Fact> rows,
      String hours,
      String change) {}
}
