package org.duecourse.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A result as rows and columns, ready for any format.
 *
 * @param heading one line above it, on a terminal and in Markdown; may be empty
 * @param columns the names of the columns, as keys ({@code wait_business_days_median})
 * @param rows the values: text, whole numbers, fractions, days, true or false; null is "not known",
 *     never 0
 * @param footnotes lines below it, on a terminal and in Markdown
 * @param json what {@code --format json} prints: maps, lists and values
 */
public record Table(
    String heading,
    List<String> columns,
    List<List<@Nullable Object>> rows,
    List<String> footnotes,
    Object json) {}
