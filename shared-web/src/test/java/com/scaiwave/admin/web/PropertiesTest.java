package com.scaiwave.admin.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.scaiwave.admin.web.caller.AuthProperties;
import com.scaiwave.admin.web.edge.EdgeProperties;
import com.scaiwave.admin.web.registry.RegistryProperties;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

/** The defaults of the properties, and the values that they refuse. */
@NullMarked
class PropertiesTest {
    @Test
    void auth() {
        assertThat(
                        bind(
                                "scaiwave.auth",
                                AuthProperties.class,
                                Map.of("scaiwave.auth.issuer", "https://issuer.example")))
                .isEqualTo(
                        new AuthProperties(
                                URI.create("https://issuer.example"),
                                null,
                                "scaiwave-admin",
                                Duration.ZERO,
                                new AuthProperties.ClaimNames(
                                        "tenant_id",
                                        "partner_id",
                                        "roles",
                                        "permissions",
                                        "actor_type"),
                                false));
    }

    @Test
    void auth_is_either_an_issuers_or_development() {
        assertThatThrownBy(() -> bind("scaiwave.auth", AuthProperties.class, Map.of()))
                .rootCause()
                .hasMessageContaining("scaiwave.auth.issuer is required");
        assertThatThrownBy(() ->
                        bind(
                                "scaiwave.auth",
                                AuthProperties.class,
                                Map.of(
                                        "scaiwave.auth.issuer",
                                        "https://issuer.example",
                                        "scaiwave.auth.development-tokens",
                                        "true")))
                .rootCause()
                .hasMessageContaining("can't be combined");
    }

    @Test
    void clocks_may_be_two_minutes_off_at_most() {
        assertThatThrownBy(() ->
                        bind(
                                "scaiwave.auth",
                                AuthProperties.class,
                                Map.of(
                                        "scaiwave.auth.development-tokens",
                                        "true",
                                        "scaiwave.auth.clock-skew",
                                        "121s")))
                .rootCause()
                .hasMessageContaining("0s to 2m");
    }

    @Test
    void edge() {
        assertThat(bind("scaiwave.edge", EdgeProperties.class, Map.of()).trustedProxies())
                .isEmpty();
    }

    @Test
    void registry() {
        assertThat(bind("scaiwave.registry", RegistryProperties.class, Map.of()))
                .isEqualTo(new RegistryProperties(null, null, "scaiwave.local"));
    }

    private static <T> T bind(String prefix, Class<T> type, Map<String, String> values) {
        return new Binder(new MapConfigurationPropertySource(values)).bindOrCreate(prefix, type);
    }
}
