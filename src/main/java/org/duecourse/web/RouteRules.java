package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Supplier;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/** Asks {@link Routes}, and nothing else, whether a request goes through. */
final class RouteRules implements AuthorizationManager<RequestAuthorizationContext> {
  @Override
  public AuthorizationResult authorize(
      Supplier<? extends Authentication> authentication, RequestAuthorizationContext context) {
    HttpServletRequest request = context.getRequest();
    boolean granted =
        Routes.of(request.getMethod(), Requests.path(request))
            .map(
                route ->
                    route.access().isOpen()
                        || Requests.account(request)
                            .map(account -> route.access().allows(account.roles()))
                            .orElse(false))
            .orElse(false);
    return new AuthorizationDecision(granted);
  }
}
