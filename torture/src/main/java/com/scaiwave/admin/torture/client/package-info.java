/**
 * Clients that write down what they do before they do it, and what the log must say of it after.
 */
@NullMarked
package com.scaiwave.admin.torture.client;

import org.jspecify.annotations.NullMarked;
