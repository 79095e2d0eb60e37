/**
 * What tests start and wait for: processes, their output and their signals. It is shared by the
 * contract's tests, the torture and the benchmarks, and knows no code of the product.
 */
@NullMarked
package com.scaiwave.admin.testkit;

import org.jspecify.annotations.NullMarked;
