package com.scaiwave.admin.web.health;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a process stops.
 *
 * @param drain how long the process reports not ready and still serves, before it refuses new
 *     requests: longer than the interval of its load balancer's checks; 3s in the split deployment
 */
@ConfigurationProperties("scaiwave.shutdown")
public record ShutdownProperties(@DefaultValue("0s") Duration drain) {
    public ShutdownProperties {
        if (drain.isNegative() || drain.toSeconds() > 15) {
            throw new IllegalArgumentException("scaiwave.shutdown.drain is 0s to 15s");
        }
    }
}
