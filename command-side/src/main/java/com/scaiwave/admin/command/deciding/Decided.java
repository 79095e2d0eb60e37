package com.scaiwave.admin.command.deciding;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.Check.EventRef;
import java.util.Arrays;
import java.util.List;

/**
 * What a command's handler returns.
 *
 * @param state what there is after the command
 * @param version of the resource that clients see
 * @param created whether it did not exist before
 * @param last where its last event is, for the answer to a command that changed nothing
 */
public record Decided<S>(S state, long version, boolean created, List<EventRef> last) {
    public Decided {
        last = List.copyOf(last);
    }

    /** A resource whose events are those of some streams. */
    public static <S> Decided<S> of(S state, long version, StreamId... streams) {
        return new Decided<>(
                state, version, false, Arrays.stream(streams).map(EventRef::last).toList());
    }

    /** A resource that has just been created. */
    public static <S> Decided<S> created(S state, long version) {
        return new Decided<>(state, version, true, List.of());
    }
}
