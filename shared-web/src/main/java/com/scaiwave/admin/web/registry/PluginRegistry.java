package com.scaiwave.admin.web.registry;

import com.scaiwave.admin.events.PluginId;
import com.scaiwave.admin.web.answer.ApiJson;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The plugins that can be enabled, from the built-in data file or the operator's. */
public final class PluginRegistry {
    private static final String BUILT_IN = "/registry/plugins.json";

    private final NavigableMap<PluginId, Registered> plugins;

    private PluginRegistry(List<Registered> plugins) {
        NavigableMap<PluginId, Registered> sorted = new TreeMap<>();
        plugins.forEach(p -> sorted.put(p.id(), p));
        this.plugins = Collections.unmodifiableNavigableMap(sorted);
    }

    /**
     * Reads the registry.
     *
     * @param file the operator's; null means the 14 standard plugins
     */
    public static PluginRegistry load(@Nullable Path file) {
        return new PluginRegistry(
                List.of(
                        ApiJson.mapper()
                                .readValue(RegistryFile.read(file, BUILT_IN), Registered[].class)));
    }

    public NavigableMap<PluginId, Registered> plugins() {
        return plugins;
    }

    /** The plugin with an id; null if there is none or the text is not a valid id. */
    public @Nullable Registered plugin(String id) {
        return PluginId.FORM.fits(id) ? plugins.get(new PluginId(id)) : null;
    }

    /** A plugin as it is registered. */
    public record Registered(PluginId id, String name, String version, String description) {}
}
