package org.duecourse.web;

import java.util.List;

/** What the pages of messages, of kinds of work and of work by hand show. */
public final class WorkViews {
  private WorkViews() {}

  /**
   * Messages of a clinic.
   *
   * @param answered whether these are the answered ones
   */
  public record Inbox(
      Form form,
      DeskViews.Where where,
      String siteId,
      String finding,
      List<TaskViews.Filter> filters,
      boolean answered,
      List<MessageLine> messages,
      boolean canAct,
      List<Choice> clinicians,
      List<Choice> channels,
      List<Choice> topics) {}

  /** A message in a list. */
  public record MessageLine(
      String id,
      String due,
      boolean over,
      String from,
      String about,
      String forWhom,
      String state) {}

  /**
   * One message.
   *
   * @param body what was written, or that it was erased
   */
  public record Message(
      Form form,
      String id,
      List<DeskViews.Fact> facts,
      String patientId,
      String body,
      boolean open,
      boolean unknown,
      boolean canAct,
      List<Choice> clinicians,
      List<Choice> channels) {}

  /** Kinds of work at a clinic. */
  public record Kinds(
      DeskViews.Where where,
      String finding,
      List<KindLine> kinds,
      boolean canChange,
      String siteId) {}

  /** A kind in a list. */
  public record KindLine(
      String name,
      String words,
      String trigger,
      String due,
      String pool,
      String raised,
      String closing,
      String set) {}

  /**
   * One kind, to be set.
   *
   * @param past what was set before
   * @param shipped what ships with the program, in a sentence
   */
  public record Kind(
      Form form,
      String name,
      String siteId,
      String siteName,
      String shipped,
      String urgentWhen,
      boolean byHand,
      List<Choice> pools,
      List<Choice> closings,
      List<String> past) {}

  /** Work for a person, entered by hand. */
  public record ForPerson(
      Form form,
      String patientId,
      String patient,
      List<Choice> kinds,
      List<Choice> sites,
      List<Choice> clinicians,
      List<Choice> after,
      boolean canFlag,
      boolean flagged) {}
}
