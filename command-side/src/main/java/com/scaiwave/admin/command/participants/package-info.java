/**
 * Endpoints {@code POST /v1/admin/participants/model} and {@code PUT
 * /v1/admin/models/{slug}/participant}.
 */
@NullMarked
package com.scaiwave.admin.command.participants;

import org.jspecify.annotations.NullMarked;
