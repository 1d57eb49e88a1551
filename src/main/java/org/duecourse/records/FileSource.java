package org.duecourse.records;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A file as a relation of text or typed columns, under the names of its own header.
 *
 * @param file where it lies
 * @param relation what stands in a FROM clause
 * @param columns expression and type by header name (trimmed, lower case), in the order of the file
 * @param line SQL for the line or row of the file; null where it is not known
 * @param mayHideLines whether a quote that is not closed may have swallowed lines unseen
 */
record FileSource(
    Path file,
    String relation,
    Map<String, RawTable.RawColumn> columns,
    @Nullable String line,
    boolean mayHideLines) {}
