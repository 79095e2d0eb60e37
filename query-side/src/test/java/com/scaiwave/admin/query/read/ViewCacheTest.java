package com.scaiwave.admin.query.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantEvent.TenantCreated;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.query.ReadSide;
import com.scaiwave.admin.query.projection.Projection;
import com.scaiwave.admin.query.projection.RandomHistory;
import com.scaiwave.admin.query.projection.ViewTable;
import com.scaiwave.admin.testkit.Waiting;
import com.scaiwave.admin.views.Fold;
import com.scaiwave.admin.views.Key;
import com.scaiwave.admin.web.caller.Directory.Tenant;
import com.scaiwave.admin.web.caller.TenantSet;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

@NullMarked
@Order(1)
class ViewCacheTest {
    private static final JsonNode NONE = JsonNodeFactory.instance.nullNode();

    private final long seed = System.nanoTime();
    private final TestPostgres database = ReadSide.database();
    private final EventLog log = database.log(LogName.ADMINISTRATION);
    private final RandomHistory history = new RandomHistory(seed);
    private final ReadSide side = ReadSide.on(database);
    private final Projection projection = side.projection("ai_config");
    private final ViewTable<JsonNode> table =
            new ViewTable<>("views", Fold.of(JsonNode.class), ReadSide.mapper(database));
    private final List<Tenant> tenants = new ArrayList<>();

    @AfterEach
    void stop() {
        side.close();
    }

    @Tag("long")
    @Test
    void a_kept_view_is_the_one_that_would_be_read() {
        side.start();
        ViewCache kept = new ViewCache(side.reads(), Duration.ofHours(1));
        append(history.beginning());
        for (int n = 0; n < 200; n++) {
            append(history.next());
            for (Tenant tenant : tenants) {
                assertThat(now(kept, tenant)).as("seed %s", seed).isEqualTo(read(tenant));
            }
        }
    }

    @Test
    void it_is_read_again_only_when_a_stream_of_it_has_changed() {
        side.start();
        ViewCache kept = new ViewCache(side.reads(), Duration.ofHours(1));
        append(history.beginning());
        Tenant tenant = tenants.getFirst();
        JsonNode view = now(kept, tenant);
        while (happens(tenant)) {
            view = now(kept, tenant);
        }
        assertThat(now(kept, tenant)).isSameAs(view);

        while (!happens(tenant)) {
            assertThat(now(kept, tenant)).isSameAs(view);
        }
        assertThat(now(kept, tenant)).isNotSameAs(view).isEqualTo(read(tenant));
    }

    @Test
    void a_rebuild_is_seen_without_an_event() throws Exception {
        side.start();
        ViewCache kept = new ViewCache(side.reads(), Duration.ofMillis(20));
        append(history.beginning());
        Tenant tenant = tenants.getFirst();
        while (!happens(tenant)) {
            assertThat(now(kept, tenant)).isEqualTo(NONE);
        }
        JsonNode right = now(kept, tenant);
        database.superuser()
                .update(
                        "update projection_ai_config_1.views set view = view || '{\"version\":"
                                + " 99}'");
        Waiting.until("the wrong view is read", () -> !now(kept, tenant).equals(right));

        side.projections().rebuild(projection, _ -> {});

        Waiting.until("the right one is read", () -> now(kept, tenant).equals(right));
    }

    /** Appends the next events; returns whether they are of a stream of the tenant's view. */
    private boolean happens(Tenant tenant) {
        List<Event> events = history.next();
        append(events);
        return events.stream().anyMatch(e -> streams(tenant).contains(e.stream()));
    }

    private void append(List<Event> events) {
        RandomHistory.append(log, events);
        for (Event event : events) {
            if (event instanceof TenantCreated created) {
                tenants.add(new Tenant(created.tenant(), List.of()));
            }
        }
    }

    private JsonNode now(ViewCache kept, Tenant tenant) {
        return kept.now(projection, tenant, table, NONE, streams(tenant));
    }

    private JsonNode read(Tenant tenant) {
        return side.reads()
                .now(
                        projection,
                        new TenantSet.One(tenant),
                        sql -> table.find(sql, Key.of(tenant.id())))
                .orElse(NONE);
    }

    private static List<StreamId> streams(Tenant tenant) {
        TenantId id = tenant.id();
        return List.of(StreamId.models(id), StreamId.aiConfig(id));
    }
}
