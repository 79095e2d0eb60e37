/**
 * Processes that tests start, with their output and signals. Shared by the contract tests, the
 * torture and the benchmarks; it uses no code of the product.
 */
@NullMarked
package com.scaiwave.admin.testkit;

import org.jspecify.annotations.NullMarked;
