package com.scaiwave.admin.split;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.split.gateway.GatewayConfiguration;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.ConfigurationClassPostProcessor;

/** All nodes are of one jar, which has Axon's starter; only those of commands configure it. */
@NullMarked
class AxonTest {
    @Test
    void a_command_node_has_the_part_of_the_starter_that_is_used() {
        assertThat(axonBeans(CommandNodeConfiguration.class))
                .filteredOn(name -> name.startsWith("org.axonframework."))
                .containsExactly("org.axonframework.springboot.autoconfig.InfraConfiguration");
    }

    @Test
    void a_query_node_has_no_beans_of_axon() {
        assertThat(axonBeans(QueryNodeConfiguration.class)).isEmpty();
    }

    @Test
    void the_gateway_has_no_beans_of_axon() {
        assertThat(axonBeans(GatewayConfiguration.class)).isEmpty();
    }

    @Test
    void a_migration_has_no_beans_of_axon() {
        assertThat(axonBeans(MigrationConfiguration.class)).isEmpty();
    }

    /** The names of the beans of Axon that a process would have; creates none. */
    private static List<String> axonBeans(Class<?> configuration) {
        DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
        new AnnotatedBeanDefinitionReader(beans).register(configuration);
        beans.getBean(ConfigurationClassPostProcessor.class)
                .postProcessBeanDefinitionRegistry(beans);
        return Arrays.stream(beans.getBeanDefinitionNames())
                .filter(name ->
                        name.contains("org.axonframework")
                                || String.valueOf(beans.getBeanDefinition(name).getBeanClassName())
                                        .startsWith("org.axonframework"))
                .toList();
    }
}
