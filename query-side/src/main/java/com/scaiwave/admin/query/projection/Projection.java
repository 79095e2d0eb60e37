package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.follow.Follower;
import java.util.List;
import java.util.Set;

/** Keeps tables that are made from the log alone, so that they can be dropped and rebuilt. */
public interface Projection extends Follower {

    /** The name that operators use: {@code ./admin projections rebuild NAME}. */
    @Override
    String name();

    /** The folder in {@code db/projections} that defines its tables. */
    default String tables() {
        return name();
    }

    /**
     * The revision: to be raised when the tables or their contents change, which causes a rebuild.
     */
    default int revision() {
        return 2;
    }

    /** The logs that it is made from. */
    default Set<LogName> logs() {
        return Set.of(LogName.ADMINISTRATION);
    }

    /**
     * Applies events to the tables. Each event comes exactly once; the transaction is the caller's.
     */
    void project(Tables tables, List<StoredEvent> events);
}
