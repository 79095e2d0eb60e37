package com.scaiwave.admin.command.deciding;

import java.util.List;
import org.axonframework.springboot.autoconfig.AxonAutoConfiguration;
import org.axonframework.springboot.autoconfig.EventProcessingAutoConfiguration;
import org.axonframework.springboot.autoconfig.InfraConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.annotation.DeferredImportSelector;
import org.springframework.core.type.AnnotationMetadata;

/**
 * The parts of Axon's starter that are used, on the command side only. Its jar offers all of them
 * to every process that configures itself by what is on the class path. As a filter, this declines
 * them all; as an import of the command side, it names those that are wanted, which must come after
 * our own beans to take them.
 */
final class StarterParts implements AutoConfigurationImportFilter, DeferredImportSelector {
    private static final List<Class<?>> USED =
            List.of(
                    EventProcessingAutoConfiguration.class,
                    AxonAutoConfiguration.class,
                    InfraConfiguration.class);

    @Override
    public boolean[] match(
            @Nullable String[] autoConfigurationClasses, AutoConfigurationMetadata metadata) {
        boolean[] accepted = new boolean[autoConfigurationClasses.length];
        for (int i = 0; i < accepted.length; i++) {
            String name = autoConfigurationClasses[i];
            accepted[i] = name != null && !name.startsWith("org.axonframework.");
        }
        return accepted;
    }

    @Override
    public String[] selectImports(AnnotationMetadata importing) {
        return USED.stream().map(Class::getName).toArray(String[]::new);
    }
}
