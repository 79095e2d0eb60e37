package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.follow.Follower;
import java.util.List;
import java.util.Set;

/**
 * Keeps tables that are made of the log and of nothing else, so that they can be dropped and made
 * again.
 */
public interface Projection extends Follower {

    /** Its name, as operators know it: {@code ./admin projections rebuild NAME}. */
    @Override
    String name();

    /** The folder of {@code db/projections} that has its tables. */
    default String tables() {
        return name();
    }

    /** Rises whenever its tables or what is in them change: it is then built anew. */
    default int revision() {
        return 2;
    }

    /** The logs that it is made of. */
    default Set<LogName> logs() {
        return Set.of(LogName.ADMINISTRATION);
    }

    /**
     * Brings the tables from before the events to after them. Each event comes exactly once; the
     * transaction is the caller's.
     */
    void project(Tables tables, List<StoredEvent> events);
}
