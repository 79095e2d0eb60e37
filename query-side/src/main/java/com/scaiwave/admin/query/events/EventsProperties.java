package com.scaiwave.admin.query.events;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the stream names itself, and how many there may be.
 *
 * @param source the {@code source} of its CloudEvents
 * @param streams how many event streams a query-side process has open at once
 * @param streamsEach how many of them one caller has
 */
@ConfigurationProperties("scaiwave.events")
public record EventsProperties(
        @DefaultValue("/v1/admin") String source,
        @DefaultValue("1024") int streams,
        @DefaultValue("600") int streamsEach) {
    public EventsProperties {
        if (streamsEach < 1 || streams < streamsEach) {
            throw new IllegalArgumentException(
                    "scaiwave.events.streams-each is 1 or more, and at most scaiwave.events.streams");
        }
    }
}
