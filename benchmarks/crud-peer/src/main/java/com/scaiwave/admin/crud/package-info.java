/**
 * Endpoints {@code GET} and {@code PUT /v1/admin/ai-config} in a plain Spring Boot application: a
 * row is updated and an audit row inserted, in one transaction. The product is measured against it,
 * so it is written with care: the same token check, the same body, virtual threads, a pool,
 * optimistic locking by version.
 */
@NullMarked
package com.scaiwave.admin.crud;

import org.jspecify.annotations.NullMarked;
