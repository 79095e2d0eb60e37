package com.scaiwave.admin.web.registry;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The files of the registries, and the name of this server.
 *
 * @param models a JSON file with the model catalog, instead of the built-in one
 * @param plugins a JSON file with the plugins, instead of the 14 standard ones
 * @param serverName the part of a participant's {@code fqid} after the colon
 */
@ConfigurationProperties("scaiwave.registry")
public record RegistryProperties(
        @Nullable Path models,
        @Nullable Path plugins,
        @DefaultValue("scaiwave.local") String serverName) {}
