package com.scaiwave.admin.command.tenants;

import com.scaiwave.admin.command.write.Kept;
import com.scaiwave.admin.command.write.Recorder;
import com.scaiwave.admin.events.TenantEvent.TenantCreated;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** A tenant of the directory; nothing of it changes. */
public final class TenantAccount implements Kept<TenantAccount>, Cloneable {
    private @Nullable String stream;

    void create(TenantCreated tenant, Recorder recorder) {
        recorder.record(tenant);
    }

    @Override
    public TenantAccount copy() {
        try {
            return (TenantAccount) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    @AggregateIdentifier
    @Nullable String stream() {
        return stream;
    }

    @EventSourcingHandler
    void evolve(TenantCreated event) {
        stream = event.stream().value();
    }
}
