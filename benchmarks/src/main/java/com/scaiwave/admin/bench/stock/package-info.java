/** The peer: Axon Framework on JDBC, set up as in its documentation. */
@NullMarked
package com.scaiwave.admin.bench.stock;

import org.jspecify.annotations.NullMarked;
