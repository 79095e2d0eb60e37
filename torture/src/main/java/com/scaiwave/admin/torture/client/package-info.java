/**
 * The clients of a cluster, exchanges that no ordinary client has, and checks of the log against a
 * ledger.
 */
@NullMarked
package com.scaiwave.admin.torture.client;

import org.jspecify.annotations.NullMarked;
