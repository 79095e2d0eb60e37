package com.scaiwave.admin.web.edge;

import com.scaiwave.admin.web.caller.Caller;

/** Refuses with 429 who asks more often than is allowed. */
@FunctionalInterface
public interface RateLimiter {
    /** Lets everyone through: rate limits are off by default. */
    RateLimiter OFF = _ -> {};

    void check(Caller caller);
}
