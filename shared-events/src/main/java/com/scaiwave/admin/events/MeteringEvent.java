package com.scaiwave.admin.events;

import java.time.Instant;

/** A measurement of the platform. It is in the metering log, and neither audited nor streamed. */
public sealed interface MeteringEvent extends Reported {
    /** Requests to a model, with their input and output tokens. */
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

    /** Bytes added to a tenant's storage; negative if they were removed. */
    record StorageChanged(TenantId tenant, Origin origin, Instant time, long bytesDelta)
            implements MeteringEvent {
        @Override
        public StreamId stream() {
            return StreamId.usage(tenant);
        }
    }
}
