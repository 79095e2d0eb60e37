package com.scaiwave.admin.command.promptstudio;

import static org.axonframework.modelling.command.AggregateCreationPolicy.CREATE_IF_MISSING;

import com.scaiwave.admin.command.write.Diff;
import com.scaiwave.admin.command.write.Kept;
import com.scaiwave.admin.command.write.Recorder;
import com.scaiwave.admin.command.write.Written;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.PromptStudioEvent.PromptStudioUpdated;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.web.resource.PromptStudio;
import java.util.List;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** Who may use the prompt studio of one tenant. */
public final class PromptStudioSettings implements Kept<PromptStudioSettings>, Cloneable {
    private @Nullable String stream;
    private boolean enabled;
    private List<String> roles = List.of();
    private List<String> groups = List.of();
    private long version;

    @CommandHandler
    @CreationPolicy(CREATE_IF_MISSING)
    Written<PromptStudio> decide(ReplacePromptStudio command, Recorder recorder) {
        command.precondition().check(version);
        Change<Boolean> switched = Diff.of(enabled, command.enabled());
        Change<List<String>> newRoles = Diff.of(roles, command.roles());
        Change<List<String>> newGroups = Diff.of(groups, command.groups());
        if (Diff.any(switched, newRoles, newGroups)) {
            recorder.record(
                    new PromptStudioUpdated(
                            command.tenant(), switched, newRoles, newGroups, version + 1));
        }
        return Written.of(
                new PromptStudio(enabled, new PromptStudio.Allowlist(roles, groups)),
                version,
                StreamId.promptStudio(command.tenant()));
    }

    @Override
    public PromptStudioSettings copy() {
        try {
            return (PromptStudioSettings) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public long characters() {
        return Stream.concat(roles.stream(), groups.stream()).mapToLong(String::length).sum();
    }

    @AggregateIdentifier
    @Nullable String stream() {
        return stream;
    }

    @EventSourcingHandler
    void evolve(PromptStudioUpdated event) {
        stream = event.stream().value();
        enabled = Change.apply(event.enabled(), enabled);
        roles = Change.apply(event.roles(), roles);
        groups = Change.apply(event.groups(), groups);
        version = event.version();
    }
}
