package org.duecourse.web;

import java.util.List;
import java.util.Map;
import org.duecourse.io.Problem;
import org.jspecify.annotations.Nullable;

/** What the pages of signing in, of accounts and of the audit show; templates read nothing else. */
public final class Views {
  private Views() {}

  /**
   * What the page shows.
   *
   * @param form what was typed
   * @param news why one is here, or empty
   * @param provider name of the identity provider, or null
   * @param providerAddress where its button leads
   */
  public record SignIn(Form form, String news, @Nullable String provider, String providerAddress) {}

  /**
   * A form that was kept.
   *
   * @param address where it is sent
   * @param what what it does
   * @param entries what was typed
   */
  public record Kept(String address, String what, Map<String, List<String>> entries) {}

  /** What the page shows. */
  public record Setup(Form form) {}

  /**
   * What the page shows.
   *
   * @param form what is wrong
   * @param login whose password
   * @param must whether nothing else opens before
   * @param here whether the account has a password here at all
   */
  public record Password(Form form, String login, boolean must, boolean here) {}

  /**
   * What the page shows.
   *
   * @param name who is signed in
   * @param roles what they are
   * @param pages what they can open
   * @param others what others can open, and who
   * @param seesPeople whether any role sees records of patients
   */
  public record Home(
      String name, List<String> roles, List<Door> pages, List<Door> others, boolean seesPeople) {}

  /**
   * One page.
   *
   * @param address where it leads
   * @param what what it is
   * @param who which roles open it
   */
  public record Door(String address, String what, String who) {}

  /**
   * What a page of refusal shows.
   *
   * @param headline what was refused
   * @param problems all of them
   * @param reference number under which the log tells more, or empty
   */
  public record Refusal(String headline, List<Problem> problems, String reference) {}

  /** The list. */
  public record AccountList(List<AccountLine> accounts) {}

  /**
   * One account in the list.
   *
   * @param state "active", "locked", "disabled", in words
   */
  public record AccountLine(
      String login, String name, String roles, String sites, String state, String lastSignIn) {}

  /** The form for a new account. */
  public record NewAccount(
      Form form, List<Choice> roles, List<Choice> sites, List<Choice> clinicians) {}

  /** An account that was just made, or whose password was just set: the secret is shown once. */
  public record Secret(String login, String heading, String secret, String next) {}

  /** One account. */
  public record OneAccount(
      Account account,
      Form form,
      String state,
      boolean locked,
      String lastSignIn,
      boolean self,
      List<Choice> roles,
      List<Choice> sites,
      List<Choice> clinicians,
      Form tokenForm,
      List<TokenLine> tokens) {}

  /** One token in the list of an account. */
  public record TokenLine(
      long id, String name, String made, String ends, String used, boolean stands) {}

  /**
   * What the page shows.
   *
   * @param form the filter
   * @param lines acts, newest first
   * @param older address of the next page, or empty
   * @param file address of the same as a file
   */
  public record AuditList(Form form, List<AuditLine> lines, String older, String file) {}

  /**
   * One act as the page shows it.
   *
   * @param done what was done, in words
   */
  public record AuditLine(
      String at,
      String actor,
      String role,
      String done,
      String action,
      String subject,
      String patient,
      String detail) {}

  /**
   * A clinician's own calendar link.
   *
   * @param clinician whether the account is a clinician
   * @param stands whether a link stands
   * @param address the new address, shown once, or empty
   */
  public record CalendarLink(boolean clinician, boolean stands, String address) {}

  /**
   * The description of the JSON interface.
   *
   * @param description what it is
   * @param operations what can be asked, by path
   * @param shapes what is sent and answered, by name
   */
  public record ApiView(String description, List<ApiOperation> operations, List<ApiShape> shapes) {}

  /**
   * Something that can be asked.
   *
   * @param who to whom it is open
   * @param body name of the shape that is sent, or empty
   * @param done the status when it was done
   * @param answer name of the shape that is answered, or empty
   * @param refused the other statuses
   */
  public record ApiOperation(
      String id,
      String method,
      String path,
      String what,
      String who,
      List<ApiField> parameters,
      String body,
      String done,
      String answer,
      String refused) {}

  /** The members of a JSON object. */
  public record ApiShape(String name, List<ApiField> fields) {}

  /**
   * One member, or one parameter.
   *
   * @param kind its type, or where a parameter stands
   */
  public record ApiField(String name, String kind, boolean needed, String says) {}

  /**
   * The calendar links of all clinicians.
   *
   * @param address a new address, shown once, or empty
   */
  public record CalendarLinks(String address, List<ClinicianLink> clinicians) {}

  /** Whether a clinician's link stands. */
  public record ClinicianLink(String id, String name, String state, boolean stands) {}

  /**
   * The demo's strike day.
   *
   * @param now what the clock says
   * @param strike whether one is announced, in words
   * @param times until when time can pass
   */
  public record Demo(String now, String strike, List<Step> steps, List<Choice> times, Form form) {}

  /** A step of the demo, and where it is done. */
  public record Step(String words, String address, String where) {}
}
