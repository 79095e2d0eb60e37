package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.log.Recorded;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How events become views: purely, so that the live tables and a look into the past can't disagree.
 * A view is a record; it is null before its first event, and when it is gone again.
 */
public interface Folding<V> {

    /** The type of the views, as which they are stored. */
    Class<V> type();

    /** The views that an event touches. */
    List<Key> touched(Event event);

    /** A view after an event that touches it. */
    @Nullable V apply(Key key, @Nullable V view, Recorded recorded);

    /** All views that some events, in their order, give. */
    static <V> Map<Key, V> fold(Folding<V> folding, List<Recorded> events) {
        return fold(folding, events, new TreeMap<>());
    }

    /** The views after some events; those that are gone are not in the map any more. */
    static <V> Map<Key, V> fold(Folding<V> folding, List<Recorded> events, Map<Key, V> views) {
        for (Recorded recorded : events) {
            for (Key key : folding.touched(recorded.event())) {
                V view = folding.apply(key, views.get(key), recorded);
                if (view == null) {
                    views.remove(key);
                } else {
                    views.put(key, view);
                }
            }
        }
        return views;
    }
}
