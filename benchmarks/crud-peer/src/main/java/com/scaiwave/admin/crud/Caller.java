package com.scaiwave.admin.crud;

import org.jspecify.annotations.Nullable;

/** The caller of a request: its subject, tenant, and client. */
record Caller(
        String subject, String tenant, String requestId, String ip, @Nullable String userAgent) {}
