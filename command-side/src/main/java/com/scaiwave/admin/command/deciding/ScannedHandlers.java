package com.scaiwave.admin.command.deciding;

import java.util.Arrays;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.spring.config.MessageHandlerConfigurer;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.context.annotation.ScannedGenericBeanDefinition;

/**
 * Tells the starter which components handle commands, from the metadata that the component scan has
 * read. The starter itself scans the methods of every bean for handlers of commands, events and
 * queries, which is most of what it adds to a start. It skips that if the bean that it would
 * register exists already, and this registers it.
 */
final class ScannedHandlers implements BeanDefinitionRegistryPostProcessor {
    private static final String MADE_BY_THE_STARTER = "MessageHandlerConfigurer$$Axon$$COMMAND";

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        List<String> handlers =
                Arrays.stream(registry.getBeanDefinitionNames())
                        .filter(name -> handlesCommands(registry, name))
                        .toList();
        registry.registerBeanDefinition(
                MADE_BY_THE_STARTER,
                BeanDefinitionBuilder.genericBeanDefinition(MessageHandlerConfigurer.class)
                        .addConstructorArgValue(MessageHandlerConfigurer.Type.COMMAND)
                        .addConstructorArgValue(handlers)
                        .getBeanDefinition());
    }

    private static boolean handlesCommands(BeanDefinitionRegistry registry, String name) {
        return registry.getBeanDefinition(name) instanceof ScannedGenericBeanDefinition component
                && component.isSingleton()
                && component.getMetadata().hasAnnotatedMethods(CommandHandler.class.getName());
    }
}
