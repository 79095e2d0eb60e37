package com.scaiwave.admin.command.deciding;

import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.edge.EntityTags;
import com.scaiwave.admin.web.refusal.Refusal;
import org.jspecify.annotations.Nullable;

/** What the caller expects of the resource that it writes to. */
public record ExpectedTags(EntityTags ifMatch, EntityTags ifNoneMatch) {
    /** The caller expects nothing. */
    public static final ExpectedTags NONE = new ExpectedTags(EntityTags.ABSENT, EntityTags.ABSENT);

    public static ExpectedTags of(Call call) {
        return new ExpectedTags(call.ifMatch(), call.ifNoneMatch());
    }

    /**
     * Refuses with 412 where the expectation does not hold.
     *
     * @param version of the resource; null where there can be none yet
     */
    public void check(@Nullable Long version) {
        if ((ifMatch.given() && !matches(version)) || (ifNoneMatch.given() && !allows(version))) {
            throw new Refusal.PreconditionFailed(version);
        }
    }

    /** Whether {@code If-Match} allows a write (strong comparison). */
    private boolean matches(@Nullable Long version) {
        return version != null && (ifMatch.any() || ifMatch.strong().contains(version.toString()));
    }

    /**
     * Whether {@code If-None-Match} allows a write: {@code *} if nothing was written yet, a tag if
     * it is not the current one.
     */
    private boolean allows(@Nullable Long version) {
        if (version == null) {
            return true;
        }
        return ifNoneMatch.any() ? version == 0 : !ifNoneMatch.has(version.toString());
    }
}
