package com.scaiwave.admin.command.plugins;

import static com.scaiwave.admin.command.Expectations.ifMatch;
import static com.scaiwave.admin.command.Expectations.refusal;

import com.scaiwave.admin.command.Told;
import com.scaiwave.admin.command.deciding.Decided;
import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.events.PluginEvent.PluginDisabled;
import com.scaiwave.admin.events.PluginEvent.PluginEnabled;
import com.scaiwave.admin.events.PluginId;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.web.refusal.ErrorCode;
import java.time.Instant;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullMarked
class PluginStateTest {
    private static final TenantId TENANT = new TenantId("tnt_demo");
    private static final PluginId WEB = new PluginId("scaiwave.web");
    private static final Instant MONDAY = Instant.parse("2026-05-18T09:00:00Z");
    private static final Instant TUESDAY = Instant.parse("2026-05-19T09:00:00Z");

    private final AggregateTestFixture<PluginState> plugin = Told.fixture(PluginState.class);

    @Test
    void a_plugin_is_off_until_it_is_enabled() {
        plugin.givenNoPriorActivity()
                .when(new DisablePlugin(TENANT, WEB, MONDAY, "ann", ExpectedTags.NONE))
                .expectNoEvents()
                .expectResultMessagePayload(written(false, null, null, 0));
    }

    @Test
    void enabling_records_who_and_when() {
        plugin.givenNoPriorActivity()
                .when(new EnablePlugin(TENANT, WEB, MONDAY, "ann", ExpectedTags.NONE))
                .expectEvents(new PluginEnabled(TENANT, WEB, MONDAY, "ann", 1))
                .expectResultMessagePayload(written(true, MONDAY, "ann", 1));
    }

    @Test
    void enabling_twice_records_nothing_and_keeps_who_was_first() {
        plugin.given(new PluginEnabled(TENANT, WEB, MONDAY, "ann", 1))
                .when(new EnablePlugin(TENANT, WEB, TUESDAY, "bob", ExpectedTags.NONE))
                .expectNoEvents()
                .expectResultMessagePayload(written(true, MONDAY, "ann", 1));
    }

    @Test
    void disabling_is_the_next_version() {
        plugin.given(new PluginEnabled(TENANT, WEB, MONDAY, "ann", 1))
                .when(new DisablePlugin(TENANT, WEB, TUESDAY, "bob", ifMatch(1)))
                .expectEvents(new PluginDisabled(TENANT, WEB, TUESDAY, "bob", 2))
                .expectResultMessagePayload(written(false, TUESDAY, "bob", 2));
    }

    @Test
    void a_stale_precondition_is_refused_even_where_nothing_would_change() {
        plugin.given(new PluginEnabled(TENANT, WEB, MONDAY, "ann", 1))
                .when(new EnablePlugin(TENANT, WEB, TUESDAY, "bob", ifMatch(0)))
                .expectException(refusal(ErrorCode.SW_PRECONDITION_FAILED))
                .expectNoEvents();
    }

    @Test
    void a_stale_precondition_disables_nothing() {
        plugin.given(new PluginEnabled(TENANT, WEB, MONDAY, "ann", 1))
                .when(new DisablePlugin(TENANT, WEB, TUESDAY, "bob", ifMatch(0)))
                .expectException(refusal(ErrorCode.SW_PRECONDITION_FAILED))
                .expectNoEvents();
    }

    private static Decided<PluginState.State> written(
            boolean enabled, @Nullable Instant at, @Nullable String by, long version) {
        StreamId stream = StreamId.plugin(TENANT, WEB);
        return Decided.of(
                new PluginState.State(version == 0 ? null : stream, enabled, at, by, version),
                version,
                stream);
    }
}
