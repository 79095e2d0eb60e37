/**
 * The processes of a split deployment: {@code migrate}, {@code command}, {@code query}, {@code
 * gateway}, each with a configuration of its own, all from one jar. They share nothing but
 * PostgreSQL.
 */
@NullMarked
package com.scaiwave.admin.split;

import org.jspecify.annotations.NullMarked;
