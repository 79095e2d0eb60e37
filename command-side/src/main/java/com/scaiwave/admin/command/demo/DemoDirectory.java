package com.scaiwave.admin.command.demo;

import com.scaiwave.admin.command.deciding.Commands;
import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.command.partners.CreatePartner;
import com.scaiwave.admin.command.partners.PartnerSettings;
import com.scaiwave.admin.command.tenants.CreateTenant;
import com.scaiwave.admin.events.ActorType;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.PartnerEvent.PartnerStatus;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.events.Slug;
import com.scaiwave.admin.events.Subject;
import com.scaiwave.admin.events.TenantEvent.TenantCreated;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.LogUnavailable;
import com.scaiwave.admin.web.caller.Directory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;

/** Partner {@code prt_demo} and tenant {@code tnt_demo}, both with the slug {@code demo}. */
public record DemoDirectory(Commands commands, Directory directory, Clock clock) {
    public static final TenantId TENANT = new TenantId("tnt_demo");
    private static final PartnerId PARTNER = new PartnerId("prt_demo");
    private static final Slug SLUG = new Slug("demo");
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Logger LOG = LoggerFactory.getLogger(DemoDirectory.class);

    /**
     * Creates what is not there yet. A database that is lost meanwhile is waited for, since the
     * process has begun to serve by then. After a minute, or if the thread is interrupted, the last
     * failure is thrown; any other failure is thrown at once.
     */
    public void create() {
        long start = System.nanoTime();
        while (true) {
            try {
                createMissing();
                return;
            } catch (LogUnavailable
                    | DataAccessResourceFailureException
                    | TransientDataAccessException e) {
                if (System.nanoTime() - start > PATIENCE.toNanos()
                        || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                LOG.atWarn()
                        .addKeyValue("cause", e.getClass().getSimpleName())
                        .log("the demo tenant was not created, will retry");
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void createMissing() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        if (directory.lineage(PARTNER.value()) == null) {
            commands.run(metadata(null, now), partner(now));
        }
        if (directory.tenant(TENANT.value()) == null) {
            commands.run(metadata(TENANT, now), tenant(now));
        }
    }

    private static CreatePartner partner(Instant now) {
        return new CreatePartner(
                PARTNER,
                SLUG,
                List.of(),
                new PartnerSettings(
                        "Demo partner",
                        Personal.of(Subject.of(PARTNER), "demo@scaiwave.example"),
                        PartnerStatus.ACTIVE,
                        null,
                        null,
                        null),
                now,
                ExpectedTags.NONE);
    }

    private static CreateTenant tenant(Instant now) {
        return new CreateTenant(
                new TenantCreated(
                        TENANT,
                        SLUG,
                        "Demo tenant",
                        List.of(PARTNER),
                        null,
                        null,
                        null,
                        null,
                        null,
                        Map.of(),
                        now,
                        1),
                ExpectedTags.NONE);
    }

    private static EventMetadata metadata(@Nullable TenantId tenant, Instant now) {
        return new EventMetadata(
                "system", ActorType.SYSTEM, null, null, null, tenant, List.of(PARTNER), null, now);
    }
}
