package org.duecourse.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClient;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserRequest;
import org.springframework.security.oauth2.client.oidc.userinfo.OidcUserService;
import org.springframework.security.oauth2.client.registration.ClientRegistration;
import org.springframework.security.oauth2.client.registration.ClientRegistrations;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizationRequestRedirectFilter;
import org.springframework.security.oauth2.client.web.OAuth2AuthorizedClientRepository;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.oidc.user.OidcUser;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.context.HttpSessionSecurityContextRepository;

/**
 * Signing in at an identity provider (OpenID Connect, code flow with proof key). It says who
 * somebody is; which account that is, and what it may do, is decided here. No account, no entry.
 */
final class OidcSignIn {
  /** The name of the provider in addresses. */
  static final String ID = "provider";

  /** Where the button leads. */
  static final String START = "/oauth2/authorization/" + ID;

  private final OidcSettings settings;
  private final Accounts accounts;
  private final boolean demo;
  private final AtomicReference<@Nullable ClientRegistration> registration =
      new AtomicReference<>();

  OidcSignIn(OidcSettings settings, Accounts accounts, boolean demo) {
    this.settings = settings;
    this.accounts = accounts;
    this.demo = demo;
  }

  void configure(HttpSecurity http, AuthenticationSuccessHandler onward) {
    AuthenticationFailureHandler notAnswered =
        (request, response, _) -> away(request, response, "/sign-in?provider-silent");
    AuthenticationFailureHandler refused =
        (request, response, e) -> {
          accounts.notSignedIn("", "provider: " + reason(e));
          away(request, response, "/sign-in?provider-refused");
        };
    http.oauth2Login(
        login ->
            login
                .loginPage("/sign-in")
                .clientRegistrationRepository(id -> id.equals(ID) ? registration() : null)
                .authorizedClientRepository(new KeepsNoToken())
                .userInfoEndpoint(info -> info.oidcUserService(this::known))
                .successHandler(
                    (request, response, authentication) ->
                        asAccount(request, response, authentication, onward))
                .failureHandler(refused)
                .addObjectPostProcessor(
                    new ObjectPostProcessor<OAuth2AuthorizationRequestRedirectFilter>() {
                      @Override
                      public <O extends OAuth2AuthorizationRequestRedirectFilter> O postProcess(
                          O filter) {
                        filter.setAuthenticationFailureHandler(notAnswered);
                        return filter;
                      }
                    }));
  }

  /** Asked at the first sign-in, so that the desk starts while the provider does not answer. */
  private ClientRegistration registration() {
    ClientRegistration known = registration.get();
    if (known != null) {
      return known;
    }
    ClientRegistration found =
        ClientRegistrations.fromIssuerLocation(settings.issuer())
            .registrationId(ID)
            .clientId(settings.clientId())
            .clientSecret(settings.clientSecret())
            .scope("openid", "profile", "email")
            .clientName(settings.name())
            .build();
    registration.set(found);
    return found;
  }

  /** Whom the provider vouches for, if that is one of our accounts. */
  private OidcUser known(OidcUserRequest request) {
    OidcUser user = new OidcUserService().loadUser(request);
    if (account(user).isEmpty()) {
      throw new OAuth2AuthenticationException(
          new OAuth2Error("no_account", "No account has this entry.", null));
    }
    return user;
  }

  private Optional<Account> account(OidcUser user) {
    String subject = user.getClaimAsString(settings.claim());
    return subject == null || subject.isBlank()
        ? Optional.empty()
        : accounts
            .findByProvider(subject)
            .filter(found -> found.active() && (demo || !found.demo()));
  }

  /** The session remembers our account and nothing of what the provider sent. */
  private void asAccount(
      HttpServletRequest request,
      HttpServletResponse response,
      Authentication authentication,
      AuthenticationSuccessHandler onward)
      throws java.io.IOException, jakarta.servlet.ServletException {
    Account account =
        authentication.getPrincipal() instanceof OidcUser user ? account(user).orElse(null) : null;
    if (account == null) {
      away(request, response, "/sign-in?provider-refused");
      return;
    }
    accounts.signedIn(account, "provider");
    Authentication token = SignIn.token(account);
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(token);
    SecurityContextHolder.setContext(context);
    new HttpSessionSecurityContextRepository().saveContext(context, request, response);
    onward.onAuthenticationSuccess(request, response, token);
  }

  private static String reason(Exception e) {
    return e instanceof OAuth2AuthenticationException oauth
        ? oauth.getError().getErrorCode()
        : e.getClass().getSimpleName();
  }

  private static void away(
      HttpServletRequest request, HttpServletResponse response, String address) {
    SecurityContextHolder.clearContext();
    if (request.getSession(false) != null) {
      request.getSession(false).invalidate();
    }
    response.setStatus(HttpServletResponse.SC_SEE_OTHER);
    response.setHeader("Location", address);
  }

  /** The provider's tokens are of no further use to us. */
  private static final class KeepsNoToken implements OAuth2AuthorizedClientRepository {
    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals")
    public <T extends OAuth2AuthorizedClient> @Nullable T loadAuthorizedClient(
        String id, Authentication principal, HttpServletRequest request) {
      return null;
    }

    @Override
    public void saveAuthorizedClient(
        OAuth2AuthorizedClient client,
        Authentication principal,
        HttpServletRequest request,
        HttpServletResponse response) {
      // Not kept.
    }

    @Override
    public void removeAuthorizedClient(
        String id,
        Authentication principal,
        HttpServletRequest request,
        HttpServletResponse response) {
      // Nothing to remove.
    }
  }
}
