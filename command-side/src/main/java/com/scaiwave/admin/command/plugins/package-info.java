/** Endpoints {@code POST /v1/admin/plugins/{plugin_id}/enable} and {@code /disable}. */
@NullMarked
package com.scaiwave.admin.command.plugins;

import org.jspecify.annotations.NullMarked;
