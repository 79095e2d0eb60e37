package com.scaiwave.admin.command.plugins;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import com.scaiwave.admin.command.write.Kept;
import com.scaiwave.admin.command.write.Recorder;
import com.scaiwave.admin.command.write.Written;
import com.scaiwave.admin.events.PluginEvent;
import com.scaiwave.admin.events.PluginEvent.PluginDisabled;
import com.scaiwave.admin.events.PluginEvent.PluginEnabled;
import com.scaiwave.admin.events.StreamId;
import java.time.Instant;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** The switch of one plugin in one tenant; off until somebody turns it on. */
public final class PluginState implements Kept<PluginState>, Cloneable {
    private @Nullable String stream;
    private boolean enabled;
    private @Nullable Instant changedAt;
    private @Nullable String changedBy;
    private long version;

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    Written<Switch> decide(EnablePlugin command, Recorder recorder) {
        command.precondition().check(version);
        if (!enabled) {
            recorder.record(
                    new PluginEnabled(
                            command.tenant(),
                            command.plugin(),
                            command.at(),
                            command.by(),
                            version + 1));
        }
        return written(command.stream());
    }

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    Written<Switch> decide(DisablePlugin command, Recorder recorder) {
        command.precondition().check(version);
        if (enabled) {
            recorder.record(
                    new PluginDisabled(
                            command.tenant(),
                            command.plugin(),
                            command.at(),
                            command.by(),
                            version + 1));
        }
        return written(command.stream());
    }

    @Override
    public PluginState copy() {
        try {
            return (PluginState) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    @AggregateIdentifier
    @Nullable String stream() {
        return stream;
    }

    @EventSourcingHandler
    void evolve(PluginEvent event) {
        stream = event.stream().value();
        enabled = event.enabled();
        changedAt = event.at();
        changedBy = event.by();
        version = event.version();
    }

    private Written<Switch> written(String id) {
        return Written.of(new Switch(enabled, changedAt, changedBy), version, new StreamId(id));
    }

    /** How the switch stands, since when and by whom. */
    record Switch(boolean enabled, @Nullable Instant changedAt, @Nullable String changedBy) {}
}
