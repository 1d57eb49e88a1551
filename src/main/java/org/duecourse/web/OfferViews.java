package org.duecourse.web;

import java.util.List;

/** What a patient's pages show, in the patient's language. */
public final class OfferViews {
  private OfferViews() {}

  /**
   * What surrounds every patient's page: how to leave it, its other languages, help in a crisis.
   *
   * @param words the sentences
   * @param clinic its name, or empty where no offer is known
   * @param others the same page in other languages
   * @param help whom to call in a crisis, in a sentence
   * @param clinicHelp the clinic's own crisis line, in a sentence, or empty
   */
  public record Around(
      PatientWords words,
      String clinic,
      List<OtherLanguage> others,
      String help,
      String clinicHelp) {}

  /** A page in another language. */
  public record OtherLanguage(String address, String tag, String name) {}

  /**
   * An offer in any of its states.
   *
   * @param finding the time that is offered or booked, or empty
   * @param facts what the offer is, in sentences
   * @param news what happened to it, in sentences
   * @param open whether it can be answered
   * @param booked what comes after a yes, or null
   * @param address of the page, with its language
   */
  public record Offer(
      Around around,
      Form form,
      String finding,
      List<String> facts,
      List<String> news,
      boolean open,
      @org.jspecify.annotations.Nullable Booked booked,
      boolean canAskEarlier,
      String address,
      List<Choice> answers,
      List<Choice> reasons) {}

  /** A visit that was booked by the link. */
  public record Booked(String reference, String next, String calendar) {}

  /** A link that opens nothing, or not now. */
  public record Unknown(Around around, List<String> sentences) {}
}
