/**
 * Where are the desk's records, and are they safe? A PostgreSQL, given by address or kept by the
 * program in a folder; its schema, its two database roles, backup and restore. Start at {@code
 * Store}; the schema lies beside it as migrations.
 */
@NullMarked
package org.duecourse.store;

import org.jspecify.annotations.NullMarked;
