/**
 * What happened? The access log: read, mapped, checked and written. Start at {@link
 * org.duecourse.records.AccessLog}; the clean tables that measures read are in {@code tables.sql}.
 */
@NullMarked
package org.duecourse.records;

import org.jspecify.annotations.NullMarked;
