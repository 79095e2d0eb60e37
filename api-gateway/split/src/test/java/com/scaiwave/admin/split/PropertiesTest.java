package com.scaiwave.admin.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.scaiwave.admin.assembly.DatabaseRole;
import com.scaiwave.admin.assembly.PoolProperties;
import com.scaiwave.admin.split.gateway.GatewayProperties;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The defaults of the properties, and the values that they refuse. */
@NullMarked
class PropertiesTest {
    @Test
    void gateway() {
        assertThat(gateway("http://a:8080,http://b:8080", "http://c"))
                .isEqualTo(
                        new GatewayProperties(
                                List.of(URI.create("http://a:8080"), URI.create("http://b:8080")),
                                List.of(URI.create("http://c")),
                                List.of(),
                                Duration.ofSeconds(1),
                                Duration.ofMillis(4900),
                                512,
                                1024));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://command_1:8080",
                "http://10.0.0.1",
                "http://[::1]:80",
                "http://a.b/"
            })
    void a_node_has_a_name_or_an_address(String node) {
        assertThat(gateway(node, node).queryNodes()).containsExactly(URI.create(node));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "http://u@a",
                "http://a:",
                "a:8080",
                "https://a",
                "http://a/path",
                "http://a?query"
            })
    void nodes_are_there_and_nothing_but_addresses(String nodes) {
        assertThatThrownBy(() -> gateway(nodes, "http://c"))
                .rootCause()
                .hasMessageContaining("scaiwave.gateway.command-nodes");
        assertThatThrownBy(() -> gateway("http://c", nodes))
                .rootCause()
                .hasMessageContaining("scaiwave.gateway.query-nodes");
    }

    @Test
    void database() {
        DatabaseProperties properties =
                bind("scaiwave.database", DatabaseProperties.class, Map.of());

        assertThat(properties.url()).isEqualTo("jdbc:postgresql://127.0.0.1:5432/scaiwave");
        assertThat(properties.administratorUser()).isEqualTo("postgres");
        assertThat(properties.passwords()).isEmpty();
    }

    @Test
    void passwords_and_keys_are_not_printed() {
        DatabaseProperties properties =
                bind(
                        "scaiwave.database",
                        DatabaseProperties.class,
                        Map.of(
                                "scaiwave.database.command-password",
                                "secret",
                                "scaiwave.database.query-password",
                                ""));

        assertThat(properties.passwords()).isEqualTo(Map.of(DatabaseRole.COMMAND, "secret"));
        assertThat(properties.toString()).doesNotContain("secret");
        assertThat(new VaultProperties("secret").toString()).doesNotContain("secret");
    }

    @Test
    void a_database_is_postgresql() {
        assertThatThrownBy(() ->
                        bind(
                                "scaiwave.database",
                                DatabaseProperties.class,
                                Map.of("scaiwave.database.url", "jdbc:h2:mem")))
                .rootCause()
                .hasMessageContaining("jdbc:postgresql://");
    }

    @Test
    void pools() {
        assertThat(bind("scaiwave.database.pools", PoolProperties.class, Map.of()))
                .isEqualTo(new PoolProperties(12, 8, 12, 12));
    }

    @Test
    void there_is_no_master_key_by_default() {
        assertThatThrownBy(() -> bind("scaiwave.vault", VaultProperties.class, Map.of()))
                .rootCause()
                .hasMessageContaining("scaiwave.vault.master-key is required");
    }

    private static GatewayProperties gateway(String commandNodes, String queryNodes) {
        return bind(
                "scaiwave.gateway",
                GatewayProperties.class,
                Map.of(
                        "scaiwave.gateway.command-nodes",
                        commandNodes,
                        "scaiwave.gateway.query-nodes",
                        queryNodes));
    }

    private static <T> T bind(String prefix, Class<T> type, Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate(prefix, type);
    }
}
