package com.scaiwave.admin.web.caller;

import com.scaiwave.admin.events.ActorType;
import com.scaiwave.admin.events.PartnerId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who calls, from the token.
 *
 * @param tenant the token's tenant as it stands there; it need not exist
 * @param partner the token's partner, where it exists
 */
public record Caller(
        String subject,
        ActorType type,
        Set<Kind> kinds,
        @Nullable String tenant,
        @Nullable PartnerId partner) {

    /** The contract's kinds of principal; a token can make its bearer several of them. */
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

    /** Whether the caller acts as an admin of a partner, and as nothing above it. */
    public boolean actsForPartner() {
        return is(Kind.PARTNER_ADMIN) && !is(Kind.OPERATOR);
    }
}
