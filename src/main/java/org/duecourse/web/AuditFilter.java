package org.duecourse.web;

import java.time.Instant;

/**
 * Which acts are asked for; an empty text is any.
 *
 * @param actor exactly this login
 * @param action beginning of the action ("visit.")
 * @param subject exactly this subject
 * @param patient exactly this person
 * @param from at or after
 * @param until before
 * @param before only acts with a smaller number: the next page
 */
record AuditFilter(
    String actor,
    String action,
    String subject,
    String patient,
    Instant from,
    Instant until,
    long before) {}
