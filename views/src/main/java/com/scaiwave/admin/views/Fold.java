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
 * Makes views from events with pure functions, so that a table and a read of the past can't
 * disagree. A view is a record; it does not exist before its first event, nor after an event has
 * ended it.
 *
 * <p>A rule names a type of event, the key of the view that such an event changes, and the change.
 * If several rules match an event, they are applied in the order in which they were added.
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

    /**
     * A fold of views that start as {@code empty}; no table contains them before their first event.
     */
    public static <V> Fold<V> from(Class<V> type, V empty) {
        return new Fold<>(type, empty, List.of());
    }

    /** A fold of views that do not exist before an event creates them. */
    public static <V> Fold<V> of(Class<V> type) {
        return new Fold<>(type, null, List.of());
    }

    /** Adds a rule for an event that changes the view; it is ignored if the view does not exist. */
    public <E extends Event> Fold<V> on(Class<E> event, KeyOf<E> key, Next<V, E> next) {
        return always(
                event,
                key,
                (view, e, recorded) -> {
                    V before = view == null ? empty : view;
                    return before == null ? null : next.apply(before, e, recorded);
                });
    }

    /** Adds a rule for an event that creates the view, or replaces it. */
    public <E extends Event> Fold<V> begin(Class<E> event, KeyOf<E> key, Beginning<V, E> view) {
        return always(event, key, (_, e, recorded) -> view.of(e, recorded));
    }

    /** Adds a rule for an event that may create, change or end the view. */
    public <E extends Event> Fold<V> always(Class<E> event, KeyOf<E> key, Step<V, E> step) {
        List<Rule<V, ?>> all = new ArrayList<>(rules);
        all.add(new Rule<>(event, key, step));
        return new Fold<>(type, empty, all);
    }

    /** The class of the views, as which their stored form is read. */
    public Class<V> type() {
        return type;
    }

    /**
     * The view before its first event.
     *
     * @throws NullPointerException if the views of this fold do not exist before their first event
     */
    public V empty() {
        return Objects.requireNonNull(empty);
    }

    /** The keys of the views that an event changes. */
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

    /** A view after an event; null if it does not exist then. */
    public @Nullable V apply(Key key, @Nullable V view, StoredEvent recorded) {
        V after = view;
        for (Rule<V, ?> rule : rules) {
            if (key.equals(rule.key(recorded.event()))) {
                after = rule.apply(after, recorded);
            }
        }
        return after;
    }

    /** All views that exist after some events, which are applied in the given order. */
    public Map<Key, V> all(List<StoredEvent> events) {
        Map<Key, V> views = new TreeMap<>();
        events.forEach(e -> apply(views, e));
        return views;
    }

    /** Applies an event to a map of views; a view that the event ends is removed. */
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

    /** The key of the view that an event changes; null if it changes none. */
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

    /** The view after an event; null stands for a view that does not exist, before and after. */
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
