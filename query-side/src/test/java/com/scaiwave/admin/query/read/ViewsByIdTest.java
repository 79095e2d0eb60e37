package com.scaiwave.admin.query.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.PluginEvent.PluginDisabled;
import com.scaiwave.admin.events.PluginEvent.PluginEnabled;
import com.scaiwave.admin.events.PluginId;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.EventDigest;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.Tenants;
import com.scaiwave.admin.query.read.ViewsById.Source;
import com.scaiwave.admin.views.Fold;
import com.scaiwave.admin.views.Key;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/**
 * Views come in the order of their ids, whichever of several kinds of streams their events are in.
 */
@NullMarked
class ViewsByIdTest {
    private static final TenantId TENANT = new TenantId("tnt_1");
    private static final String A = "kind-a:tnt_1:";
    private static final String B = "kind-b:tnt_1:";

    /** The positions of a view's events; the event that disables it ends it. */
    private static final Fold<Positions> FOLD =
            Fold.of(Positions.class)
                    .always(
                            PluginEnabled.class,
                            e -> Key.of(TENANT, e.plugin()),
                            (view, e, recorded) ->
                                    new Positions(
                                            e.plugin().value(),
                                            Stream.concat(
                                                            Stream.ofNullable(view)
                                                                    .flatMap(v ->
                                                                            v.positions().stream()),
                                                            Stream.of(recorded.position()))
                                                    .toList()))
                    .always(
                            PluginDisabled.class,
                            e -> Key.of(TENANT, e.plugin()),
                            (_, _, _) -> null);

    private record Positions(String id, List<Long> positions) {}

    @Test
    void the_events_of_one_view_are_taken_in_the_order_of_the_log() {
        assertThat(
                        views(
                                source(A, on(A, "x", 1), on(A, "x", 4), on(A, "y", 5)),
                                source(B, on(B, "x", 2), on(B, "x", 3))))
                .containsExactly(
                        new Positions("x", List.of(1L, 2L, 3L, 4L)),
                        new Positions("y", List.of(5L)));
    }

    @Test
    void views_of_all_sources_come_by_id() {
        assertThat(
                        views(
                                source(A, on(A, "b", 1), on(A, "d", 2)),
                                source(B, on(B, "a", 3), on(B, "c", 4), on(B, "e", 5))))
                .extracting(Positions::id)
                .containsExactly("a", "b", "c", "d", "e");
    }

    @Test
    void a_view_that_has_ended_is_left_out() {
        assertThat(
                        views(
                                source(A, on(A, "a", 1), off(A, "a", 2), on(A, "b", 3)),
                                source(B, on(B, "c", 4), off(B, "c", 5))))
                .extracting(Positions::id)
                .containsExactly("b");
    }

    @Test
    void without_events_there_are_no_views() {
        Iterator<Positions> none = new ViewsById<>(FOLD, TENANT.value(), List.of(source(A)));

        assertThat(none.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(none::next);
    }

    @Test
    void no_event_is_read_before_its_view_is_wanted() {
        List<StoredEvent> read = new ArrayList<>();
        Iterator<StoredEvent> events =
                Stream.of(on(A, "a", 1), on(A, "b", 2), on(A, "c", 3)).peek(read::add).iterator();
        Iterator<Positions> views =
                new ViewsById<>(FOLD, TENANT.value(), List.of(new Source(A, events)));

        views.next();

        assertThat(read).hasSizeLessThan(3);
    }

    private static List<Positions> views(Source... sources) {
        List<Positions> views = new ArrayList<>();
        new ViewsById<>(FOLD, TENANT.value(), List.of(sources)).forEachRemaining(views::add);
        return views;
    }

    private static Source source(String prefix, StoredEvent... events) {
        return new Source(prefix, List.of(events).iterator());
    }

    private static StoredEvent on(String prefix, String id, long position) {
        return stored(
                prefix + id,
                position,
                new PluginEnabled(TENANT, new PluginId(id), Instant.EPOCH, "ann", 1));
    }

    private static StoredEvent off(String prefix, String id, long position) {
        return stored(
                prefix + id,
                position,
                new PluginDisabled(TENANT, new PluginId(id), Instant.EPOCH, "ann", 1));
    }

    private static StoredEvent stored(String stream, long position, Event event) {
        return new StoredEvent(
                position,
                new UUID(0, position),
                new StreamId(stream),
                position,
                event,
                Tenants.byAnn(TENANT, List.of(), Instant.EPOCH),
                Instant.EPOCH,
                0,
                new EventDigest("test", 1, "", ""));
    }
}
