package com.scaiwave.admin.command.deciding;

import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.edge.EntityTags;
import com.scaiwave.admin.web.refusal.Refusal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the caller expects of the resource that it writes to. */
public record ExpectedTags(EntityTags ifMatch, EntityTags ifNoneMatch) {
    private static final EntityTags ABSENT = new EntityTags(false, false, List.of(), List.of());

    /** The caller expects nothing. */
    public static final ExpectedTags NONE = new ExpectedTags(ABSENT, ABSENT);

    public static ExpectedTags of(Call call) {
        return new ExpectedTags(call.ifMatch(), call.ifNoneMatch());
    }

    /**
     * Refuses with 412 where the expectation does not hold.
     *
     * @param version of the resource; null where there can be none yet
     */
    public void check(@Nullable Long version) {
        if (!ifMatch.matches(version) || !ifNoneMatch.allows(version)) {
            throw new Refusal.PreconditionFailed(version);
        }
    }
}
