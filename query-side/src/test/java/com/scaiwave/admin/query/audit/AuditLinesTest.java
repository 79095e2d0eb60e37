package com.scaiwave.admin.query.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.events.AdminEvent;
import com.scaiwave.admin.events.AiConfigEvent.AiConfigUpdated;
import com.scaiwave.admin.events.AiConfigEvent.StoredKey;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.ModelEvent.ModelDisabled;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.Origin;
import com.scaiwave.admin.events.OwnActions;
import com.scaiwave.admin.events.PartnerEvent.PartnerUpdated;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.events.PlatformEvent;
import com.scaiwave.admin.events.PlatformEvent.PlatformReported;
import com.scaiwave.admin.events.PlatformEvent.RoomAction;
import com.scaiwave.admin.events.PlatformEvent.RoomReported;
import com.scaiwave.admin.events.Subject;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.EventDigest;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.Tenants;
import com.scaiwave.admin.query.projection.RandomHistory;
import com.scaiwave.admin.views.AuditEntry;
import com.scaiwave.admin.views.AuditLine;
import com.scaiwave.admin.views.AuditLines;
import com.scaiwave.admin.web.answer.ApiJson;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@NullMarked
class AuditLinesTest {
    private static final TenantId TENANT = new TenantId("tnt_demo");

    @Test
    void every_kind_of_event_has_a_line_with_an_action_of_its_resource() {
        RandomHistory history = new RandomHistory(42);
        Set<Class<?>> seen = new HashSet<>();
        for (Event event :
                Stream.concat(
                                history.beginning().stream(),
                                Stream.generate(history::next).limit(500).flatMap(e -> e.stream()))
                        .toList()) {
            if (event instanceof AdminEvent admin) {
                AuditLine line = AuditLines.of(admin);
                seen.add(event.getClass());
                assertThat(line.action()).startsWith(line.resourceType() + ".");
                assertThat(OwnActions.contain(line.action()))
                        .as("only we can say %s", line.action())
                        .isEqualTo(!(event instanceof PlatformEvent));
                assertThat(line.changes())
                        .allSatisfy(c -> assertThat(c.path()).matches("(/[a-z_]+)+"));
            }
        }
        assertThat(seen)
                .as("RandomHistory has each")
                .containsExactlyInAnyOrderElementsOf(records(AdminEvent.class).toList());
    }

    @Test
    void a_key_is_told_by_its_mask() {
        assertThat(
                        shown(
                                new AiConfigUpdated(
                                        TENANT,
                                        new Change<>(null, new ModelSlug("scai/large")),
                                        null,
                                        null,
                                        new Change<>(null, new StoredKey("secret-1", "wxyz")),
                                        1,
                                        2)))
                .isEqualTo(
                        json(
                                """
                                {"action": "ai_config.update", "resource_type": "ai_config",
                                 "resource_id": "tnt_demo",
                                 "changes": [
                                   {"path": "/default_model", "old": null, "new": "scai/large"},
                                   {"path": "/scaigrid_api_key", "old": null, "new": "sgk_…wxyz"}]}
                                """));
    }

    @Test
    void a_switch_is_told_with_what_it_was() {
        assertThat(shown(new ModelDisabled(TENANT, new ModelSlug("scai/large"), 4, 2)))
                .isEqualTo(
                        json(
                                """
                                {"action": "model.disable", "resource_type": "model",
                                 "resource_id": "scai/large",
                                 "changes": [{"path": "/enabled", "old": true, "new": false}]}
                                """));
    }

    @Test
    void a_personal_value_is_told_with_what_it_was() {
        assertThat(
                        shown(
                                new PartnerUpdated(
                                        new PartnerId("prt_1"),
                                        null,
                                        new Change<>(
                                                Personal.of(
                                                        new Subject("prt_1", "partner", "prt_1"),
                                                        "a@example.org"),
                                                Personal.of(
                                                        new Subject("prt_1", "partner", "prt_1"),
                                                        "b@example.org")),
                                        null,
                                        new Change<>(5L, null),
                                        null,
                                        null,
                                        2)))
                .isEqualTo(
                        json(
                                """
                                {"action": "partner.update", "resource_type": "partner",
                                 "resource_id": "prt_1",
                                 "changes": [
                                   {"path": "/contact_email",
                                    "old": "a@example.org", "new": "b@example.org"},
                                   {"path": "/max_tenants", "old": 5, "new": null}]}
                                """));
    }

    @Test
    void a_room_is_told_with_its_reason() {
        JsonNode entry =
                entry(
                        new RoomReported(
                                TENANT,
                                new Origin("//platform", "1"),
                                RoomAction.CLOSE,
                                "lobby",
                                "group",
                                null,
                                Personal.of(new Subject("tnt_a", "room", "1"), "spam")));

        assertThat(entry.get("action").stringValue()).isEqualTo("room.close");
        assertThat(entry.at("/metadata/reason").stringValue()).isEqualTo("spam");
        assertThat(entry.at("/metadata/room_type").stringValue()).isEqualTo("group");
    }

    @Test
    void whatever_the_platform_tells_is_about_what_stands_before_the_first_dot() {
        JsonNode entry =
                entry(reported("call.leg.ended", "call-7", "{\"reason\":\"bye\",\"n\":1}"));

        assertThat(entry.get("action").stringValue()).isEqualTo("call.leg.ended");
        assertThat(entry.get("resource_type").stringValue()).isEqualTo("call");
        assertThat(entry.get("resource_id").stringValue()).isEqualTo("call-7");
        assertThat(entry.at("/metadata/reason").stringValue()).isEqualTo("bye");
    }

    @Test
    void what_was_erased_is_told_as_that() {
        JsonNode entry = entry(reported("call.ended", null, Personal.ERASED));

        assertThat(entry.at("/metadata/data").stringValue()).isEqualTo("[erased]");
    }

    @Test
    void downstream_services_do_not_get_address_and_user_agent() {
        AuditEntry entry = of(new ModelDisabled(TENANT, new ModelSlug("scai/large"), 4, 2));

        assertThat(json(ApiJson.mapper().writeValueAsString(entry.shown())).propertyNames())
                .contains("ip", "user_agent")
                .hasSize(11);
        assertThat(json(ApiJson.mapper().writeValueAsString(entry.told())).propertyNames())
                .doesNotContain("ip", "user_agent")
                .hasSize(9);
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : Stream.of(type.getPermittedSubclasses()).flatMap(AuditLinesTest::records);
    }

    /** The part of an entry that differs between types of events. */
    private static JsonNode shown(AdminEvent event) {
        JsonNode entry = entry(event);
        ObjectNode shown = ApiJson.mapper().createObjectNode();
        for (String field : List.of("action", "resource_type", "resource_id")) {
            shown.set(field, entry.get(field));
        }
        shown.set("changes", entry.at("/metadata/changes"));
        return shown;
    }

    private static PlatformReported reported(
            String action, @Nullable String resource, String data) {
        return new PlatformReported(
                TENANT,
                new Origin("//platform", "1"),
                action,
                resource,
                Personal.of(new Subject("tnt_a", "call", "1"), data));
    }

    private static JsonNode entry(AdminEvent event) {
        return json(ApiJson.mapper().writeValueAsString(of(event).shown()));
    }

    private static AuditEntry of(AdminEvent event) {
        return AuditEntry.of(
                new StoredEvent(
                        7,
                        new UUID(0, 7),
                        event.stream(),
                        0,
                        event,
                        Tenants.byAnn(TENANT, List.of(), Instant.EPOCH),
                        Instant.EPOCH,
                        0,
                        new EventDigest("test", 1, "", "")));
    }

    private static JsonNode json(String text) {
        return ApiJson.mapper().readTree(text);
    }
}
