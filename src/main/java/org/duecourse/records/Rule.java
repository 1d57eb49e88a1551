package org.duecourse.records;

/**
 * One reason for which a row is set aside.
 *
 * @param stage when it can be told
 * @param reason one word, the same in every output ("before_earliest")
 * @param column the column whose value is shown
 * @param condition SQL over the typed columns, true for a row that breaks the rule
 * @param explanation the rule in words, for the person who mends the file
 */
record Rule(Stage stage, String reason, String column, String condition, String explanation) {

  /** When a rule can be told. */
  enum Stage {
    /** From the row alone: a needed field is missing or cannot be read. */
    FIELD,
    /** From a local time that its zone never had. */
    ZONE,
    /** From the days, once the as-of day is known. */
    DAYS,
    /** From a word that nobody knows. */
    WORD,
    /** From the other rows with its id. */
    REPEATED
  }
}
