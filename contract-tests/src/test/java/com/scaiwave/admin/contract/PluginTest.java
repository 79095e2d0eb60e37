package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.Given.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Audit;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Response;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Section 3, plugins. */
class PluginTest {

    static List<String> standard() {
        return Stream.of(
                        "web_search",
                        "web",
                        "notes",
                        "todos",
                        "drive",
                        "knowledge",
                        "calendar",
                        "calculator",
                        "memory",
                        "skills",
                        "scailink",
                        "workspace_bridge",
                        "files",
                        "artifacts")
                .map(name -> "scaiwave." + name)
                .toList();
    }

    @Test
    void the_standard_plugins_are_listed_sorted_and_none_is_enabled() {
        JsonNode plugins = Fleet.tenant().admin().read(Given.PLUGINS).data();

        assertThat(each(plugins, "id")).isSorted().containsAll(standard());
        for (JsonNode plugin : plugins) {
            assertThat(plugin.get("enabled").asBoolean()).isFalse();
            assertThat(plugin.get("changed_at").isNull()).isTrue();
            assertThat(plugin.get("changed_by").isNull()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("standard")
    void who_turned_a_plugin_and_when_is_shown(String id) {
        Tenant tenant = Fleet.tenant();
        for (String way : List.of("enable", "disable")) {
            Response write =
                    tenant.admin("usr_" + way)
                            .post(Given.PLUGINS + "/" + id + "/" + way)
                            .send()
                            .expectChanged();
            assertThat(write.data().get("id").asString()).isEqualTo(id);
            assertThat(write.data().get("enabled").asBoolean()).isEqualTo(way.equals("enable"));
            assertThat(write.data().get("changed_by").asString()).isEqualTo("usr_" + way);
            JsonNode entry = Audit.writes(tenant.admin()).getFirst();
            assertThat(write.data().get("changed_at"))
                    .isIn(entry.get("created_at"), entry.at("/metadata/occurred_at"));
            assertThat(Given.the(tenant.admin().read(Given.PLUGINS).data(), "id", id))
                    .isEqualTo(write.data());
            tenant.admin("usr_late")
                    .post(Given.PLUGINS + "/" + id + "/" + way)
                    .send()
                    .expectUnchanged();
            assertThat(Given.the(tenant.admin().read(Given.PLUGINS).data(), "id", id))
                    .isEqualTo(write.data());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web_search", "scaiwave.", "scaiwave.none", "SCAIWAVE.web", "scaiwave.web%20",
                "scaiwave.web%00", "..", "%2e%2e", "scaiwave%2Eweb%20", "scaiwave.web;a"
            })
    void a_plugin_that_is_not_registered_is_not_found(String id) {
        for (String way : List.of("enable", "disable")) {
            Response answer =
                    Fleet.tenant().admin().post(Given.PLUGINS + "/" + id + "/" + way).sendRaw();
            if (id.matches("[A-Za-z._]*[a-z_.]") && !id.equals("..")) {
                answer.expectError(404, "SW_PLUGIN_NOT_FOUND");
            } else {
                answer.assertStatus().isIn(400, 404);
            }
        }
    }
}
