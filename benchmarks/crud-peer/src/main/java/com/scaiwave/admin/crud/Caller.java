package com.scaiwave.admin.crud;

import org.jspecify.annotations.Nullable;

/** Who calls, for which tenant, and from where. */
record Caller(
        String subject, String tenant, String requestId, String ip, @Nullable String userAgent) {}
