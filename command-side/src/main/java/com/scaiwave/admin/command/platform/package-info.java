/** Endpoint {@code POST /v1/platform/events}: what other services tell us. */
@NullMarked
package com.scaiwave.admin.command.platform;

import org.jspecify.annotations.NullMarked;
