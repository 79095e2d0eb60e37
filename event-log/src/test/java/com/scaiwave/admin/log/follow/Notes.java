package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.StoredEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;

/** Followers that note positions in memory; a lease's changes are stored when it commits. */
@NullMarked
final class Notes implements Storage<Notes.Note> {
    private final Map<Note, NoteState> stored = new ConcurrentHashMap<>();
    private final List<Integer> batches = new CopyOnWriteArrayList<>();
    private final List<Long> parkings = new CopyOnWriteArrayList<>();

    NoteState of(Note note) {
        return stored.getOrDefault(
                note, new NoteState(FollowerCheckpoint.at(Checkpoint.START), List.of()));
    }

    /** The sizes of all batches, in the order in which followers handled them. */
    List<Integer> batches() {
        return batches;
    }

    /** The positions of the events at which tenants were parked. */
    List<Long> parkings() {
        return parkings;
    }

    @Override
    public Lease<Note> lease(Collection<Note> notes, Patience patience) {
        List<Note> held =
                notes.stream()
                        .sorted(Comparator.comparing(Note::name))
                        .filter(n -> n.isHeld(patience))
                        .toList();
        Map<Note, NoteState> changed = new HashMap<>();
        held.forEach(n -> changed.put(n, of(n)));
        return new Lease<>() {
            @Override
            public Map<Note, FollowerCheckpoint> checkpoints() {
                Map<Note, FollowerCheckpoint> checkpoints = new HashMap<>();
                held.forEach(n -> checkpoints.put(n, of(n).checkpoint()));
                return checkpoints;
            }

            @Override
            public void handle(Note note, List<StoredEvent> events) {
                batches.add(events.size());
                List<Long> noted = new ArrayList<>(changed(note).positions());
                for (StoredEvent event : events) {
                    if (note.refused.test(event)) {
                        throw new IllegalStateException("can't handle this");
                    }
                    noted.add(event.position());
                }
                changed.put(note, new NoteState(changed(note).checkpoint(), noted));
            }

            @Override
            public boolean park(Note note, Unhandled unhandled) {
                Set<String> parked = new HashSet<>(changed(note).checkpoint().parked());
                parked.add(Objects.requireNonNull(unhandled.event().metadata().tenant()).value());
                put(note, changed(note).checkpoint().checkpoint(), parked);
                parkings.add(unhandled.event().position());
                return note.parks;
            }

            @Override
            public void unpark(Note note, String tenant) {
                Set<String> parked = new HashSet<>(changed(note).checkpoint().parked());
                parked.remove(tenant);
                put(note, changed(note).checkpoint().checkpoint(), parked);
            }

            @Override
            public void commit(Map<Note, Checkpoint> reached) {
                reached.forEach((n, t) -> put(n, t, changed(n).checkpoint().parked()));
                stored.putAll(changed);
            }

            @Override
            public void close() {
                held.forEach(n -> n.lock.unlock());
            }

            private NoteState changed(Note note) {
                return Objects.requireNonNull(changed.get(note));
            }

            private void put(Note note, Checkpoint checkpoint, Set<String> parked) {
                changed.put(
                        note,
                        new NoteState(
                                new FollowerCheckpoint(checkpoint, parked),
                                changed(note).positions()));
            }
        };
    }

    /** The stored state of a follower. */
    record NoteState(FollowerCheckpoint checkpoint, List<Long> positions) {}

    /** A follower that can't handle some events. */
    static final class Note implements Follower {
        private final String name;
        private final boolean parks;
        private final ReentrantLock lock = new ReentrantLock();
        private volatile Predicate<StoredEvent> refused;

        Note(String name, boolean parks, Predicate<StoredEvent> refused) {
            this.name = name;
            this.parks = parks;
            this.refused = refused;
        }

        private boolean isHeld(Patience patience) {
            try {
                if (patience == Patience.BRIEF) {
                    return lock.tryLock(20, TimeUnit.MILLISECONDS);
                }
                lock.lockInterruptibly();
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }

        void mend() {
            refused = _ -> false;
        }

        @Override
        public String name() {
            return name;
        }
    }
}
