/**
 * A client that needs little processor time, since it shares the machine with the server that it
 * measures.
 */
@NullMarked
package com.scaiwave.admin.bench.load;

import org.jspecify.annotations.NullMarked;
