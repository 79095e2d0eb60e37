package com.scaiwave.admin.query.events;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the stream names itself.
 *
 * @param source the {@code source} of its CloudEvents
 */
@ConfigurationProperties("scaiwave.events")
public record EventsProperties(@DefaultValue("/v1/admin") String source) {}
