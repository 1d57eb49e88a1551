package org.duecourse.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What every page shows around its own content.
 *
 * @param title of the page, as its heading and in the browser's tab
 * @param language of the page, "en-US"
 * @param assets addresses of style sheet and scripts
 * @param csrf the token that each form sends back
 * @param who who is signed in, or null
 * @param menu what this account can open
 * @param asOf when the page was made, with its zone
 * @param done what was just done, or empty
 * @param error whether something was refused, which the browser's tab says first
 * @param idleSeconds seconds until the session ends if nothing comes; 0 where nobody is signed in
 */
public record Frame(
    String title,
    String language,
    Assets assets,
    String csrf,
    @Nullable Who who,
    List<MenuItem> menu,
    String asOf,
    String done,
    boolean error,
    long idleSeconds) {
  /**
   * Who is signed in and where.
   *
   * @param login the account
   * @param name as colleagues know it
   * @param roles as people list them
   * @param where the clinics
   */
  public record Who(String login, String name, String roles, String where) {}

  /**
   * One page of the menu.
   *
   * @param address where it leads
   * @param words what it says
   * @param here whether it is this page
   */
  public record MenuItem(String address, String words, boolean here) {}
}
