package com.scaiwave.admin.command.write;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.Check.EventRef;
import java.util.Arrays;
import java.util.List;

/**
 * What a command's handler returns.
 *
 * @param resource the resource after the write
 * @param version its version
 * @param created whether it did not exist before
 * @param last where its last event is, for the answer to a write that changed nothing
 */
public record Written<R>(R resource, long version, boolean created, List<EventRef> last) {
    public Written {
        last = List.copyOf(last);
    }

    /** A resource whose events are those of some streams. */
    public static <R> Written<R> of(R resource, long version, StreamId... streams) {
        return new Written<>(
                resource, version, false, Arrays.stream(streams).map(EventRef::last).toList());
    }

    /** A resource that has just been created. */
    public static <R> Written<R> created(R resource, long version) {
        return new Written<>(resource, version, true, List.of());
    }
}
