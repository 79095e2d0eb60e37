/**
 * The measurements: the product and its peers, one after the other in one run, on real PostgreSQL
 * with durable settings.
 */
@NullMarked
package com.scaiwave.admin.bench;

import org.jspecify.annotations.NullMarked;
