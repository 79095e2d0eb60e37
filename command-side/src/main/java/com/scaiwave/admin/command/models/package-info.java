/** Endpoints {@code POST /v1/admin/models/{slug}/enable} and {@code /disable}: the enabled set. */
@NullMarked
package com.scaiwave.admin.command.models;

import org.jspecify.annotations.NullMarked;
