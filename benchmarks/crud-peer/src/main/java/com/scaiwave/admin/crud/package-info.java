/**
 * Endpoints {@code GET} and {@code PUT /v1/admin/ai-config} as a plain Spring Boot application has
 * them: a row that is updated and an audit row that is inserted, in one transaction. It is what the
 * product is measured against, and so is written with care: the same token check, the same body,
 * virtual threads, a pool, an optimistic version.
 */
@NullMarked
package com.scaiwave.admin.crud;

import org.jspecify.annotations.NullMarked;
