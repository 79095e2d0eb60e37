package com.scaiwave.admin.query.read;

import com.scaiwave.admin.web.answer.Answers;
import com.scaiwave.admin.web.edge.Call;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/** A resource as clients see it, its version, and the position of its last event. */
public record Shown(Object resource, long version, long position) {

    /**
     * Answers with it, and with its version as its entity tag.
     *
     * @param asOf the position that was asked for; null for the present
     */
    public ResponseEntity<byte[]> answer(Call call, @Nullable Long asOf) {
        return Answers.resource(
                call, resource, Long.toString(version), Meta.resource(version, position, asOf));
    }
}
