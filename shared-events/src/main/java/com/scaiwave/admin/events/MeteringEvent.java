package com.scaiwave.admin.events;

import java.time.Instant;
import java.util.List;

/** What the platform measured. It has a log of its own and is neither audited nor streamed. */
public sealed interface MeteringEvent extends Event {
    TenantId tenant();

    Origin origin();

    @Override
    default List<Claim> claims() {
        return List.of(Claim.platformEvent(tenant(), origin()));
    }

    /** Requests to a model, and the tokens that went in and came out. */
    record AiUsed(
            TenantId tenant,
            Origin origin,
            Instant time,
            String model,
            long requests,
            long inputTokens,
            long outputTokens)
            implements MeteringEvent {
        @Override
        public StreamId stream() {
            return StreamId.usage(tenant);
        }
    }

    /** Bytes that came to a tenant's storage, or left it. */
    record StorageChanged(TenantId tenant, Origin origin, Instant time, long bytesDelta)
            implements MeteringEvent {
        @Override
        public StreamId stream() {
            return StreamId.usage(tenant);
        }
    }
}
