package org.duecourse.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Slows down whoever tries links that do not exist. A secret has 256 bits, so nobody finds one by
 * trying; this keeps the trying from being work for the database.
 */
final class GuessLimit extends OncePerRequestFilter {
  /** Unknown links from one address in one minute. */
  static final int MISSES = 20;

  /** More addresses than this are counted as one. */
  private static final int ADDRESSES = 10_000;

  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final PatientPages patients;
  private final Clock clock;
  private final Map<String, Integer> misses = new HashMap<>();
  private Instant since = Instant.EPOCH;

  GuessLimit(PatientPages patients, Clock clock) {
    this.patients = patients;
    this.clock = clock;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String from = request.getRemoteAddr();
    if (missed(from, 0) >= MISSES) {
      response.setHeader("Retry-After", String.valueOf(WINDOW.toSeconds()));
      patients.refuse(request, response, HttpStatus.TOO_MANY_REQUESTS);
      return;
    }
    chain.doFilter(request, response);
    if (response.getStatus() == HttpStatus.NOT_FOUND.value()) {
      missed(from, 1);
    }
  }

  private synchronized int missed(String from, int more) {
    Instant now = clock.instant();
    if (Duration.between(since, now).compareTo(WINDOW) >= 0) {
      misses.clear();
      since = now;
    }
    String counted = misses.size() < ADDRESSES || misses.containsKey(from) ? from : "others";
    return more == 0 ? misses.getOrDefault(counted, 0) : misses.merge(counted, more, Integer::sum);
  }
}
