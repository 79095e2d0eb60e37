/**
 * Clients that record each operation before they send it, and checks of the log against these
 * records.
 */
@NullMarked
package com.scaiwave.admin.torture.client;

import org.jspecify.annotations.NullMarked;
