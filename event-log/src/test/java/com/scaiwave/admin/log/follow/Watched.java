package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.follow.Notes.Note;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataIntegrityViolationException;

/** Notes whose leases are counted; a test decides what happens before one, and what is refused. */
@NullMarked
final class Watched implements Storage<Note> {
    private final Notes notes;
    private final Map<Integer, Runnable> before = new HashMap<>();
    private final Set<Integer> refused = new HashSet<>();
    private @Nullable Note unstorable;
    private int leases;
    private int flushes;

    Watched(Notes notes) {
        this.notes = notes;
    }

    /** Has something happen before the nth lease. */
    Watched before(int lease, Runnable other) {
        before.put(lease, other);
        return this;
    }

    /** Has the commit of the nth lease refused. */
    Watched refuse(int lease) {
        refused.add(lease);
        return this;
    }

    /** Refuses a follower's results whenever they are flushed before the commit. */
    Watched unstorable(Note note) {
        unstorable = note;
        return this;
    }

    /** How often results were stored before the commit. */
    int flushes() {
        return flushes;
    }

    @Override
    public Lease<Note> lease(Collection<Note> followers, Patience patience) {
        leases++;
        int nth = leases;
        Runnable other = before.remove(nth);
        if (other != null) {
            other.run();
        }
        Lease<Note> lease = notes.lease(followers, patience);
        return new Lease<>() {
            private @Nullable Note last;

            @Override
            public Map<Note, FollowerCheckpoint> checkpoints() {
                return lease.checkpoints();
            }

            @Override
            public void handle(Note note, List<StoredEvent> events) {
                last = note;
                lease.handle(note, events);
            }

            @Override
            public void flush() {
                flushes++;
                if (last != null && last == unstorable) {
                    throw refusal();
                }
            }

            @Override
            public boolean park(Note note, Unhandled unhandled) {
                return lease.park(note, unhandled);
            }

            @Override
            public void unpark(Note note, String tenant) {
                lease.unpark(note, tenant);
            }

            @Override
            public void commit(Map<Note, Checkpoint> reached) {
                if (refused.contains(nth)) {
                    throw refusal();
                }
                lease.commit(reached);
            }

            @Override
            public void close() {
                lease.close();
            }
        };
    }

    private static DataIntegrityViolationException refusal() {
        return new DataIntegrityViolationException("refused by the test");
    }
}
