package org.duecourse.web;

import jakarta.servlet.DispatcherType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.AuthenticationSuccessHandler;
import org.springframework.security.web.authentication.SavedRequestAwareAuthenticationSuccessHandler;
import org.springframework.security.web.csrf.CsrfFilter;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.CrossOriginResourcePolicyHeaderWriter.CrossOriginResourcePolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;

/** Signing in, forged forms, headers; who may do what stands in {@link Routes}. */
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {
  /** Nothing but our own files; no script or style inside a page, no frame around it. */
  static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
          + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

  @Bean
  StrictHttpFirewall firewall() {
    StrictHttpFirewall firewall = new StrictHttpFirewall();
    firewall.setAllowedParameterValues(value -> value.indexOf('\0') < 0);
    return firewall;
  }

  /** Systems: a token with each request, no session, no cookie, and so no forged form. */
  @Bean
  @Order(1)
  SecurityFilterChain systems(
      HttpSecurity http,
      AccountTokens tokens,
      Accounts accounts,
      Answers answers,
      ServerSettings settings) {
    Denied denied = new Denied(answers);
    http.securityMatcher(Requests::isApi)
        .csrf(csrf -> csrf.disable())
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(cache -> cache.disable())
        .logout(logout -> logout.disable())
        .headers(SecurityConfiguration::headers)
        .addFilterAfter(new BodyLimit(answers), HeaderWriterFilter.class)
        .addFilterBefore(
            new TokenSignIn(tokens, accounts, settings.demo()), AnonymousAuthenticationFilter.class)
        .authorizeHttpRequests(SecurityConfiguration::rules)
        .exceptionHandling(e -> e.authenticationEntryPoint(denied).accessDeniedHandler(denied));
    return http.build();
  }

  /** People: a session, and a token in each form. */
  @Bean
  @Order(2)
  SecurityFilterChain people(
      HttpSecurity http,
      Accounts accounts,
      Passwords passwords,
      Pages pages,
      Answers answers,
      ServerSettings settings) {
    Denied denied = new Denied(answers);
    HttpSessionRequestCache asked = askedFor();
    AuthenticationSuccessHandler onward = onward(asked);
    AuthenticationFailureHandler refused =
        (request, response, _) -> SignInPages.refused(pages, settings, request, response);
    http.authenticationProvider(new SignIn(accounts, passwords, settings.demo()))
        .requestCache(cache -> cache.requestCache(asked))
        .headers(SecurityConfiguration::headers)
        .addFilterAfter(new BodyLimit(answers), HeaderWriterFilter.class)
        .addFilterBefore(new FreshAccount(accounts, settings.demo()), CsrfFilter.class)
        .authorizeHttpRequests(SecurityConfiguration::rules)
        .exceptionHandling(e -> e.authenticationEntryPoint(denied).accessDeniedHandler(denied))
        .formLogin(
            form ->
                form.loginPage("/sign-in")
                    .loginProcessingUrl("/sign-in")
                    .usernameParameter("login")
                    .passwordParameter("password")
                    .successHandler(onward)
                    .failureHandler(refused))
        .logout(
            logout ->
                logout
                    .logoutUrl("/sign-out")
                    .addLogoutHandler(
                        (request, _, _) -> Requests.account(request).ifPresent(accounts::signedOut))
                    .deleteCookies("duecourse")
                    .logoutSuccessUrl("/sign-in?out"));
    OidcSettings provider = settings.provider();
    if (provider != null) {
      new OidcSignIn(provider, accounts, settings.demo()).configure(http, onward);
    }
    return http.build();
  }

  static void rules(
      org.springframework.security.config.annotation.web.configurers
                      .AuthorizeHttpRequestsConfigurer<
                  HttpSecurity>
              .AuthorizationManagerRequestMatcherRegistry
          rules) {
    // What Tomcat asks of us after a failure has been asked for already.
    rules
        .dispatcherTypeMatchers(DispatcherType.ERROR)
        .permitAll()
        .anyRequest()
        .access(new RouteRules());
  }

  static void headers(HeadersConfigurer<HttpSecurity> headers) {
    headers
        .contentSecurityPolicy(csp -> csp.policyDirectives(CONTENT_POLICY))
        .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.NO_REFERRER))
        .crossOriginOpenerPolicy(coop -> coop.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
        .crossOriginResourcePolicy(corp -> corp.policy(CrossOriginResourcePolicy.SAME_ORIGIN))
        .permissionsPolicyHeader(
            policy -> policy.policy("camera=(), geolocation=(), microphone=(), payment=(), usb=()"))
        .frameOptions(frame -> frame.deny());
  }

  /** The page that was asked for before signing in, without a mark in its address. */
  @SuppressWarnings("NullAway") // Null is what its setter documents for "no mark".
  private static HttpSessionRequestCache askedFor() {
    HttpSessionRequestCache cache = new HttpSessionRequestCache();
    cache.setMatchingRequestParameterName(null);
    return cache;
  }

  /** To the form that was kept, else to the page that was asked for, else home. */
  private static AuthenticationSuccessHandler onward(HttpSessionRequestCache asked) {
    SavedRequestAwareAuthenticationSuccessHandler saved =
        new SavedRequestAwareAuthenticationSuccessHandler();
    saved.setRequestCache(asked);
    saved.setDefaultTargetUrl("/");
    return (request, response, authentication) -> {
      if (login(authentication).filter(login -> KeptForm.waitsFor(request, login)).isPresent()) {
        response.sendRedirect("/continue");
      } else {
        saved.onAuthenticationSuccess(request, response, authentication);
      }
    };
  }

  private static Optional<String> login(@Nullable Authentication authentication) {
    return authentication != null && authentication.getPrincipal() instanceof SignedIn signedIn
        ? Optional.of(signedIn.login())
        : Optional.empty();
  }
}
