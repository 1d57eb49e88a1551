/**
 * Where do the desk's records lie, and are they whole? A PostgreSQL server: one of the program's
 * own over a folder, or any by its address. Start at {@link org.duecourse.store.Store}; where it
 * lies is a {@link org.duecourse.store.StorePlace}.
 */
@NullMarked
package org.duecourse.store;

import org.jspecify.annotations.NullMarked;
