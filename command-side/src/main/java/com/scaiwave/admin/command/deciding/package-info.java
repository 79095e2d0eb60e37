/**
 * The engine that takes a command to its answer: retries, one append, answers to idempotency keys,
 * and the log behind Axon. {@link com.scaiwave.admin.command.deciding.Commands} is where it begins.
 */
@NullMarked
package com.scaiwave.admin.command.deciding;

import org.jspecify.annotations.NullMarked;
