/** How a command becomes one append: the command bus, the log behind Axon, retries, answers. */
@NullMarked
package com.scaiwave.admin.command.write;

import org.jspecify.annotations.NullMarked;
