package org.duecourse.web;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;

/**
 * What opens by the secret in its address, for people without an account: no session and no cookie.
 * The secret is all the authority there is, so a form of another site could do no more than whoever
 * knows it; it is refused all the same.
 */
@Configuration(proxyBeanMethods = false)
class LinkSecurity {
  @Bean
  PatientPages patientPages(Pages pages) {
    return new PatientPages(pages);
  }

  @Bean
  @Order(0)
  SecurityFilterChain links(
      HttpSecurity http, PatientPages patients, Answers answers, Clock clock) {
    Denied denied = new Denied(answers);
    http.securityMatcher("/offer/**", "/feed/**")
        .csrf(csrf -> csrf.disable())
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(cache -> cache.disable())
        .logout(logout -> logout.disable())
        .headers(
            headers -> {
              SecurityConfiguration.headers(headers);
              // With "no-referrer" a browser does not say that our own page sends the form.
              headers
                  .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                  .addHeaderWriter(
                      new StaticHeadersWriter("X-Robots-Tag", "noindex, nofollow, noarchive"));
            })
        .addFilterAfter(new BodyLimit(answers), HeaderWriterFilter.class)
        .addFilterAfter(new OwnPage(patients), BodyLimit.class)
        .addFilterAfter(new GuessLimit(patients, clock), OwnPage.class)
        .authorizeHttpRequests(SecurityConfiguration::rules)
        .exceptionHandling(e -> e.authenticationEntryPoint(denied).accessDeniedHandler(denied));
    return http.build();
  }
}
