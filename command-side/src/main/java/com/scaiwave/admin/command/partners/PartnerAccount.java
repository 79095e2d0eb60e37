package com.scaiwave.admin.command.partners;

import com.scaiwave.admin.command.write.Diff;
import com.scaiwave.admin.command.write.Kept;
import com.scaiwave.admin.command.write.Recorder;
import com.scaiwave.admin.command.write.Written;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.DirectoryBookkeeping.TenantAdmitted;
import com.scaiwave.admin.events.PartnerEvent.PartnerCreated;
import com.scaiwave.admin.events.PartnerEvent.PartnerStatus;
import com.scaiwave.admin.events.PartnerEvent.PartnerUpdated;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import com.scaiwave.admin.web.resource.Partner;
import java.util.Objects;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.jspecify.annotations.Nullable;

/** A partner, its limits and how many tenants its fleet has. */
public final class PartnerAccount implements Kept<PartnerAccount>, Cloneable {
    private @Nullable String stream;
    private @Nullable PartnerCreated origin;
    private @Nullable PartnerSettings settings;
    private long tenantCount;
    private long version;

    @CommandHandler
    Written<Partner> decide(UpdatePartner command, Recorder recorder) {
        command.readOnly().check(resource());
        PartnerSettings now = settings();
        PartnerSettings wanted = command.settings();
        Change<String> name = Diff.of(now.name(), wanted.name());
        Change<Personal> email = email(now.contactEmail(), wanted.contactEmail());
        Change<PartnerStatus> status = Diff.of(now.status(), wanted.status());
        Change<Long> tenants = Diff.of(now.maxTenants(), wanted.maxTenants());
        Change<Long> users = Diff.of(now.maxUsersPerTenant(), wanted.maxUsersPerTenant());
        Change<Long> applications =
                Diff.of(now.maxApplicationsPerTenant(), wanted.maxApplicationsPerTenant());
        if (Diff.any(status, tenants, users, applications) && !command.fromAbove()) {
            throw new Refusal(
                    ErrorCode.SW_AUTH_INSUFFICIENT_PERMISSION,
                    "Status and limits are changed from above.");
        }
        command.precondition().check(version);
        if (tenants != null && tenants.now() != null && tenants.now() < tenantCount) {
            throw capacity();
        }
        if (Diff.any(name, email, status, tenants, users, applications)) {
            recorder.record(
                    new PartnerUpdated(
                            command.partner(),
                            name,
                            email,
                            status,
                            tenants,
                            users,
                            applications,
                            version + 1));
        }
        return Written.of(resource(), version, StreamId.partner(command.partner()));
    }

    /** What stands for an erased address is one only as long as there is nothing else. */
    private static @Nullable Change<Personal> email(Personal now, Personal wanted) {
        if (Personal.same(now, wanted)) {
            return null;
        }
        if (wanted.value().equals(Personal.ERASED)) {
            throw Refusal.invalid("/contact_email", "is no address");
        }
        return new Change<>(now, wanted);
    }

    void create(CreatePartner command, Recorder recorder) {
        PartnerSettings wanted = command.settings();
        recorder.record(
                new PartnerCreated(
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
                        1));
    }

    /** Counts a tenant that is created in its fleet. */
    public void admit(PartnerId partner, TenantId tenant, Recorder recorder) {
        recorder.record(new TenantAdmitted(partner, tenant, version + 1));
    }

    @Override
    public PartnerAccount copy() {
        try {
            return (PartnerAccount) clone();
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }

    @AggregateIdentifier
    @Nullable String stream() {
        return stream;
    }

    @EventSourcingHandler
    void evolve(PartnerCreated event) {
        stream = event.stream().value();
        origin = event;
        settings =
                new PartnerSettings(
                        event.name(),
                        event.contactEmail(),
                        event.status(),
                        event.maxTenants(),
                        event.maxUsersPerTenant(),
                        event.maxApplicationsPerTenant());
        version = event.version();
    }

    @EventSourcingHandler
    void evolve(PartnerUpdated event) {
        PartnerSettings old = settings();
        settings =
                new PartnerSettings(
                        Change.apply(event.name(), old.name()),
                        Change.apply(event.contactEmail(), old.contactEmail()),
                        Change.apply(event.status(), old.status()),
                        Change.applyNullable(event.maxTenants(), old.maxTenants()),
                        Change.applyNullable(event.maxUsersPerTenant(), old.maxUsersPerTenant()),
                        Change.applyNullable(
                                event.maxApplicationsPerTenant(), old.maxApplicationsPerTenant()));
        version = event.version();
    }

    @EventSourcingHandler
    void evolve(TenantAdmitted event) {
        tenantCount++;
        version = event.version();
    }

    public boolean isSuspended() {
        return settings().status() == PartnerStatus.SUSPENDED;
    }

    /** Whether one more tenant would be too many. */
    public boolean isFull() {
        Long most = settings().maxTenants();
        return most != null && tenantCount >= most;
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

    Partner resource() {
        PartnerCreated first = Objects.requireNonNull(origin);
        PartnerSettings now = settings();
        return new Partner(
                first.partner(),
                first.slug(),
                now.name(),
                now.contactEmail().value(),
                now.status(),
                first.ancestors().isEmpty() ? null : first.ancestors().getLast(),
                now.maxTenants(),
                now.maxUsersPerTenant(),
                now.maxApplicationsPerTenant(),
                tenantCount,
                first.createdAt());
    }

    private PartnerSettings settings() {
        return Objects.requireNonNull(settings);
    }
}
