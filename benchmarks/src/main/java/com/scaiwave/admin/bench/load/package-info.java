/** A client that costs little: it shares the machine with whom it measures. */
@NullMarked
package com.scaiwave.admin.bench.load;

import org.jspecify.annotations.NullMarked;
