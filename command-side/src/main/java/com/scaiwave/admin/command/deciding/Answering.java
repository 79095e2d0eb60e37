package com.scaiwave.admin.command.deciding;

import com.scaiwave.admin.web.answer.ApiJson;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How an endpoint answers what was decided.
 *
 * @param resource the resource as clients see it, from the state that was decided
 * @param location where a resource is that was created, from the same
 */
record Answering(Function<Object, ?> resource, Function<Object, String> location) {

    /** For commands whose answer is not used. */
    static final Answering NONE = new Answering(_ -> "", _ -> "");

    @SuppressWarnings("unchecked") // The handler of the command decides what its endpoint expects.
    static <S> Answering of(Function<S, ?> resource, Function<S, String> location) {
        return new Answering((Function<Object, ?>) resource, (Function<Object, String>) location);
    }

    /**
     * @param position of the resource's last event, where nothing changed
     * @param events the ids that the answer names: those of the events that the audit log tells of
     */
    StoredAnswer answer(
            Decided<?> decided, boolean changed, @Nullable Long position, List<UUID> events) {
        return new StoredAnswer(
                decided.created() ? 201 : 200,
                decided.created() ? location.apply(decided.state()) : null,
                ApiJson.mapper().writeValueAsString(resource.apply(decided.state())),
                changed,
                decided.version(),
                position,
                events);
    }
}
