package com.scaiwave.admin.web.limits;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The rate limits.
 *
 * @param callerPerMinute requests per caller and minute; 0 means no limit
 * @param tenantPerMinute requests per tenant and minute; 0 means no limit
 */
@ConfigurationProperties("scaiwave.limits")
public record RateLimitProperties(
        @DefaultValue("0") long callerPerMinute, @DefaultValue("0") long tenantPerMinute) {
    public RateLimitProperties {
        if (callerPerMinute < 0 || tenantPerMinute < 0) {
            throw new IllegalArgumentException("scaiwave.limits are 0 or more requests a minute");
        }
    }
}
