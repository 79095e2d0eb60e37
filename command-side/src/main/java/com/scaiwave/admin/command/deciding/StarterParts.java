package com.scaiwave.admin.command.deciding;

import org.axonframework.springboot.autoconfig.InfraConfiguration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfigurationImportFilter;
import org.springframework.boot.autoconfigure.AutoConfigurationMetadata;
import org.springframework.context.annotation.DeferredImportSelector;
import org.springframework.core.type.AnnotationMetadata;

/**
 * The part of Axon's starter that is used, on the command side only: it finds aggregates and
 * command handlers, and starts Axon. The starter's jar offers all its parts to every process with
 * auto-configuration. As a filter, this class excludes all of them. The command side imports it,
 * and so the one part that it needs; the import is deferred, so that this part finds our beans.
 */
final class StarterParts implements AutoConfigurationImportFilter, DeferredImportSelector {

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
        return new String[] {InfraConfiguration.class.getName()};
    }
}
