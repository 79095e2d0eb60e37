/**
 * Processes that tests start, with their output and signals, the PostgreSQL and the issuer that
 * they need, and waiting. Shared by the contract tests, the torture, the benchmarks and tests of
 * single modules; it uses no code of the product.
 */
@NullMarked
package com.scaiwave.admin.testkit;

import org.jspecify.annotations.NullMarked;
