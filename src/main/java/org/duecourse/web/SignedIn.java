package org.duecourse.web;

import java.io.Serializable;
import java.security.Principal;

/**
 * What a session remembers of who signed in; everything else is read anew with each request.
 *
 * @param login the account
 * @param epoch the account's epoch then; a session of an older epoch ends
 */
record SignedIn(String login, int epoch) implements Principal, Serializable {
  @Override
  public String getName() {
    return login;
  }
}
