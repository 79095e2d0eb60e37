/** The peer that is Axon Framework as its documentation sets it up, on JDBC. */
@NullMarked
package com.scaiwave.admin.bench.stock;

import org.jspecify.annotations.NullMarked;
