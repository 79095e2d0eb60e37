package com.scaiwave.admin.views;

import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.log.StoredEvent;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How events become views: purely, so that a table and a look into the past can't disagree. A view
 * is a record; there is none before its first event, and none when it is gone again.
 *
 * <p>A rule says which type of event it is for, which view such an event concerns, and what becomes
 * of that view. If several rules are for an event, they apply in the order in which they were
 * added.
 */
public final class Fold<V> {
    private final Class<V> type;
    private final @Nullable V empty;
    private final List<Rule<V, ?>> rules;

    private Fold(Class<V> type, @Nullable V empty, List<Rule<V, ?>> rules) {
        this.type = type;
        this.empty = empty;
        this.rules = List.copyOf(rules);
    }

    /** Of views that exist before their first event, though no table has them until then. */
    public static <V> Fold<V> from(Class<V> type, V empty) {
        return new Fold<>(type, empty, List.of());
    }

    /** Of views that begin with an event. */
    public static <V> Fold<V> of(Class<V> type) {
        return new Fold<>(type, null, List.of());
    }

    /** An event that changes the view, if there is one. */
    public <E extends Event> Fold<V> on(Class<E> event, KeyOf<E> key, Next<V, E> next) {
        return always(
                event,
                key,
                (view, e, recorded) -> {
                    V before = view == null ? empty : view;
                    return before == null ? null : next.apply(before, e, recorded);
                });
    }

    /** An event that the view begins with, or begins anew. */
    public <E extends Event> Fold<V> begin(Class<E> event, KeyOf<E> key, Beginning<V, E> view) {
        return always(event, key, (_, e, recorded) -> view.of(e, recorded));
    }

    /** An event that may begin, change or end the view. */
    public <E extends Event> Fold<V> always(Class<E> event, KeyOf<E> key, Step<V, E> step) {
        List<Rule<V, ?>> all = new ArrayList<>(rules);
        all.add(new Rule<>(event, key, step));
        return new Fold<>(type, empty, all);
    }

    /** The type of the views, as which they are stored. */
    public Class<V> type() {
        return type;
    }

    /**
     * The view before its first event.
     *
     * @throws NullPointerException where there is none
     */
    public V empty() {
        return Objects.requireNonNull(empty);
    }

    /** The views that an event concerns. */
    public Set<Key> touched(Event event) {
        Set<Key> touched = new LinkedHashSet<>();
        for (Rule<V, ?> rule : rules) {
            Key key = rule.key(event);
            if (key != null) {
                touched.add(key);
            }
        }
        return touched;
    }

    /** A view after an event. */
    public @Nullable V apply(Key key, @Nullable V view, StoredEvent recorded) {
        V after = view;
        for (Rule<V, ?> rule : rules) {
            if (key.equals(rule.key(recorded.event()))) {
                after = rule.apply(after, recorded);
            }
        }
        return after;
    }

    /** All views that some events, in their order, give. */
    public Map<Key, V> all(List<StoredEvent> events) {
        Map<Key, V> views = new TreeMap<>();
        events.forEach(e -> apply(views, e));
        return views;
    }

    /** Brings views to after an event; those that are gone are not in the map any more. */
    public void apply(Map<Key, V> views, StoredEvent recorded) {
        for (Key key : touched(recorded.event())) {
            V view = apply(key, views.get(key), recorded);
            if (view == null) {
                views.remove(key);
            } else {
                views.put(key, view);
            }
        }
    }

    /** Which view an event concerns; null where it concerns none. */
    @FunctionalInterface
    public interface KeyOf<E> {
        @Nullable Key of(E event);
    }

    /** The view after an event. */
    @FunctionalInterface
    public interface Next<V, E> {
        V apply(V view, E event, StoredEvent recorded);
    }

    /** The view that an event begins. */
    @FunctionalInterface
    public interface Beginning<V, E> {
        V of(E event, StoredEvent recorded);
    }

    /** The same, of a view that may not be there, and need not be there after it. */
    @FunctionalInterface
    public interface Step<V, E> {
        @Nullable V apply(@Nullable V view, E event, StoredEvent recorded);
    }

    private record Rule<V, E extends Event>(Class<E> event, KeyOf<E> keyOf, Step<V, E> step) {
        @Nullable Key key(Event recorded) {
            return event.isInstance(recorded) ? keyOf.of(event.cast(recorded)) : null;
        }

        @Nullable V apply(@Nullable V view, StoredEvent recorded) {
            return step.apply(view, event.cast(recorded.event()), recorded);
        }
    }
}
