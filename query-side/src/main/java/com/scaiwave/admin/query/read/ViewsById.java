package com.scaiwave.admin.query.read;

import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.views.Fold;
import com.scaiwave.admin.views.Key;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Views in the order of their ids, each folded from its events only when it is read. The events of
 * one view may come from several kinds of streams; they are taken in the order of the log.
 */
final class ViewsById<V> implements Iterator<V> {
    private final Fold<V> fold;
    private final String tenant;
    private final List<Source> sources;
    private @Nullable V next;

    ViewsById(Fold<V> fold, String tenant, List<Source> sources) {
        this.fold = fold;
        this.tenant = tenant;
        this.sources = List.copyOf(sources);
    }

    @Override
    public boolean hasNext() {
        while (next == null) {
            String id =
                    sources.stream()
                            .filter(Source::hasNext)
                            .map(Source::id)
                            .min(Comparator.naturalOrder())
                            .orElse(null);
            if (id == null) {
                return false;
            }
            next = fold(id);
        }
        return true;
    }

    @Override
    public V next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException();
        }
        V view = next;
        next = null;
        return view;
    }

    private @Nullable V fold(String id) {
        Key key = new Key(tenant, id);
        V view = null;
        while (true) {
            Source source =
                    sources.stream()
                            .filter(s -> s.hasNext() && s.id().equals(id))
                            .min(Comparator.comparingLong(Source::position))
                            .orElse(null);
            if (source == null) {
                return view;
            }
            view = fold.apply(key, view, source.take());
        }
    }

    /** The events of all streams with one prefix, stream by stream. */
    static final class Source {
        private final String prefix;
        private final Iterator<StoredEvent> events;
        private @Nullable StoredEvent head;

        Source(String prefix, Iterator<StoredEvent> events) {
            this.prefix = prefix;
            this.events = events;
        }

        boolean hasNext() {
            if (head == null && events.hasNext()) {
                head = events.next();
            }
            return head != null;
        }

        String id() {
            return head().stream().value().substring(prefix.length());
        }

        long position() {
            return head().position();
        }

        StoredEvent take() {
            StoredEvent taken = head();
            head = null;
            return taken;
        }

        private StoredEvent head() {
            if (head == null) {
                throw new NoSuchElementException();
            }
            return head;
        }
    }
}
