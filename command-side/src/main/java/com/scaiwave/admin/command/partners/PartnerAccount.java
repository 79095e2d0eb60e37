package com.scaiwave.admin.command.partners;

import com.scaiwave.admin.command.deciding.AggregateState;
import com.scaiwave.admin.command.deciding.Decided;
import com.scaiwave.admin.command.deciding.Recorder;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.DirectoryBookkeeping.TenantAdmitted;
import com.scaiwave.admin.events.PartnerEvent;
import com.scaiwave.admin.events.PartnerEvent.PartnerCreated;
import com.scaiwave.admin.events.PartnerEvent.PartnerStatus;
import com.scaiwave.admin.events.PartnerEvent.PartnerUpdated;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.SequencedMap;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.Nullable;

/** A partner, its limits and how many tenants its fleet has. */
@Aggregate
public final class PartnerAccount {
    private State state = State.NEW;

    @CommandHandler
    Decided<State> decide(UpdatePartner command, Recorder recorder) {
        command.readOnly().check(state.readOnly());
        recorder.record(state.update(command));
        return Decided.of(state, state.version, StreamId.partner(command.partner()));
    }

    @EventSourcingHandler
    void on(PartnerEvent event) {
        state = state.evolve(event);
    }

    @EventSourcingHandler
    void on(TenantAdmitted event) {
        state = state.evolve(event);
    }

    @EventSourcingHandler
    void on(State snapshot) {
        state = snapshot;
    }

    @AggregateIdentifier
    @Nullable StreamId stream() {
        return state.stream;
    }

    public State state() {
        return state;
    }

    /** What is answered where a limit of tenants is in the way. */
    public static Refusal capacity() {
        return new Refusal(
                ErrorCode.SW_TENANT_CAPACITY, "A partner would have more tenants than it may.");
    }

    /** What is answered where a partner above takes nothing new. */
    public static Refusal suspended() {
        return new Refusal(ErrorCode.SW_PARTNER_SUSPENDED, "A partner above is suspended.");
    }

    /**
     * A partner, or none yet.
     *
     * @param origin the event that created it; null before
     * @param settings null before the partner is created
     */
    public record State(
            @Nullable StreamId stream,
            @Nullable PartnerCreated origin,
            @Nullable PartnerSettings settings,
            long tenantCount,
            long version)
            implements AggregateState {
        static final State NEW = new State(null, null, null, 0, 0);

        /** At most: a name, and an address as ciphertext. */
        private static final int CHARACTERS_OF_SETTINGS = 1_000;

        private static final int CHARACTERS_OF_AN_ID = 40;

        @Override
        public long characters() {
            return origin == null
                    ? 0
                    : 2 * CHARACTERS_OF_SETTINGS + origin.ancestors().size() * CHARACTERS_OF_AN_ID;
        }

        static PartnerCreated create(CreatePartner command) {
            PartnerSettings wanted = command.settings();
            return new PartnerCreated(
                    command.partner(),
                    command.slug(),
                    wanted.name(),
                    wanted.contactEmail(),
                    wanted.status(),
                    command.ancestors(),
                    wanted.maxTenants(),
                    wanted.maxUsersPerTenant(),
                    wanted.maxApplicationsPerTenant(),
                    command.at(),
                    1);
        }

        List<PartnerUpdated> update(UpdatePartner command) {
            PartnerSettings now = current();
            PartnerSettings wanted = command.settings();
            Change<String> name = Change.between(now.name(), wanted.name());
            Change<Personal> email = email(now.contactEmail(), wanted.contactEmail());
            Change<PartnerStatus> status = Change.between(now.status(), wanted.status());
            Change<Long> tenants = Change.between(now.maxTenants(), wanted.maxTenants());
            Change<Long> users =
                    Change.between(now.maxUsersPerTenant(), wanted.maxUsersPerTenant());
            Change<Long> applications =
                    Change.between(
                            now.maxApplicationsPerTenant(), wanted.maxApplicationsPerTenant());
            if (Change.any(status, tenants, users, applications) && !command.fromAbove()) {
                throw new Refusal(
                        ErrorCode.SW_AUTH_INSUFFICIENT_PERMISSION,
                        "Status and limits are changed from above.");
            }
            command.expected().check(version);
            if (tenants != null && tenants.now() != null && tenants.now() < tenantCount) {
                throw capacity();
            }
            return Change.any(name, email, status, tenants, users, applications)
                    ? List.of(
                            new PartnerUpdated(
                                    command.partner(),
                                    name,
                                    email,
                                    status,
                                    tenants,
                                    users,
                                    applications,
                                    version + 1))
                    : List.of();
        }

        /** The text that stands for an erased address is accepted only if it is erased already. */
        private static @Nullable Change<Personal> email(Personal now, Personal wanted) {
            if (Personal.same(now, wanted)) {
                return null;
            }
            if (wanted.value().equals(Personal.ERASED)) {
                throw Refusal.invalid("/contact_email", "is no address");
            }
            return new Change<>(now, wanted);
        }

        /** Counts a tenant that is created in its fleet. */
        public TenantAdmitted admit(PartnerId partner, TenantId tenant) {
            return new TenantAdmitted(partner, tenant, version + 1);
        }

        State evolve(PartnerEvent event) {
            return switch (event) {
                case PartnerCreated e ->
                        new State(e.stream(), e, PartnerSettings.of(e), tenantCount, e.version());
                case PartnerUpdated e ->
                        new State(e.stream(), origin, current().with(e), tenantCount, e.version());
            };
        }

        State evolve(TenantAdmitted event) {
            return new State(event.stream(), origin, settings, tenantCount + 1, event.version());
        }

        public boolean isSuspended() {
            return current().status() == PartnerStatus.SUSPENDED;
        }

        /** Whether one more tenant would be too many. */
        public boolean isFull() {
            Long most = current().maxTenants();
            return most != null && tenantCount >= most;
        }

        SequencedMap<String, @Nullable Object> readOnly() {
            SequencedMap<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("id", created().partner());
            fields.put("slug", created().slug());
            fields.put("parent_partner_id", parent());
            fields.put("created_at", created().createdAt());
            return fields;
        }

        @Nullable PartnerId parent() {
            List<PartnerId> ancestors = created().ancestors();
            return ancestors.isEmpty() ? null : ancestors.getLast();
        }

        PartnerCreated created() {
            return Objects.requireNonNull(origin);
        }

        PartnerSettings current() {
            return Objects.requireNonNull(settings);
        }
    }
}
