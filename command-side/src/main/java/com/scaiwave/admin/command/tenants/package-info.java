/** Endpoint {@code POST /v1/admin/tenants}: a tenant, and the capacity of the partners above it. */
@NullMarked
package com.scaiwave.admin.command.tenants;

import org.jspecify.annotations.NullMarked;
