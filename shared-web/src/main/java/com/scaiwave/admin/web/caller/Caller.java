package com.scaiwave.admin.web.caller;

import com.scaiwave.admin.events.ActorType;
import com.scaiwave.admin.events.PartnerId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The caller of a request, as its token describes it.
 *
 * @param tenant the tenant that the token names; it need not exist
 * @param partner the partner that the token names, if it exists
 */
public record Caller(
        String subject,
        ActorType type,
        Set<Kind> kinds,
        @Nullable String tenant,
        @Nullable PartnerId partner) {

    /** The contract's kinds of principal; a caller can be several of them. */
    public enum Kind {
        OPERATOR,
        PARTNER_ADMIN,
        ADMIN,
        SERVICE
    }

    public Caller {
        kinds = Set.copyOf(kinds);
    }

    public boolean is(Kind kind) {
        return kinds.contains(kind);
    }

    /** Whether the caller is an admin of a partner and not an operator. */
    public boolean actsForPartner() {
        return is(Kind.PARTNER_ADMIN) && !is(Kind.OPERATOR);
    }
}
