package com.scaiwave.admin.web.limits;

import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.KnownMigrations;
import com.scaiwave.admin.log.deadline.PunctualDataSource;
import com.scaiwave.admin.web.caller.Caller;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.BucketExceptions.BucketExecutionException;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;

/** Refuses with 429 a request above the rate limits: a bucket per caller, and one per tenant. */
public final class RateLimits {
    private static final Logger LOG = LoggerFactory.getLogger(RateLimits.class);
    private static final String SCHEMA = "edge";
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /**
     * Longer than the clocks of nodes differ. A full bucket may be removed, as a new one is full
     * too.
     */
    private static final Duration KEPT_WHEN_FULL = Duration.ofSeconds(10);

    private static final int BATCH = 1_000;

    private final RateLimitProperties properties;
    private final PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;

    public RateLimits(RateLimitProperties properties, DataSource dataSource) {
        this(properties, dataSource, new SteadyTime());
    }

    RateLimits(RateLimitProperties properties, DataSource dataSource, TimeMeter clock) {
        this.properties = properties;
        this.buckets =
                Bucket4jPostgreSQL.selectForUpdateBasedBuilder(new PunctualDataSource(dataSource))
                        .primaryKeyMapper(PrimaryKeyMapper.STRING)
                        .table(SCHEMA + ".rate_limits")
                        .idColumn("id")
                        .stateColumn("state")
                        .expiresAtColumn("expires_at")
                        .requestTimeout(Duration.ofSeconds(2))
                        .clientClock(clock)
                        .expirationAfterWrite(
                                ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(
                                        KEPT_WHEN_FULL))
                        .build();
    }

    /** The migrations of the table that the nodes share. */
    public static Flyway schema(DataSource owner, String commandRole, String queryRole) {
        Map<String, String> roles = Map.of("command_role", commandRole, "query_role", queryRole);
        return KnownMigrations.of(owner, SCHEMA, "db/edge", roles);
    }

    /**
     * Takes one request from the caller's allowance, and one from the tenant's.
     *
     * @param tenant the one that the request names; null if it names none or several
     */
    public void check(Caller caller, @Nullable String tenant) {
        take("caller", caller.subject(), properties.callerPerMinute());
        if (tenant != null && TenantId.FORM.fits(tenant)) {
            take("tenant", tenant, properties.tenantPerMinute());
        }
    }

    /** Removes the buckets that have been full again for a while, in batches. */
    void removeExpired() {
        try {
            while (buckets.removeExpired(BATCH) == BATCH) {
                LOG.atDebug().log("more buckets have expired");
            }
        } catch (BucketExecutionException e) {
            LOG.atWarn()
                    .addKeyValue("cause", e.getClass().getSimpleName())
                    .log("expired rate limits not removed, will retry");
        }
    }

    /** A stored bucket keeps its size, so the limit is part of its id. */
    private void take(String kind, String owner, long perMinute) {
        if (perMinute == 0) {
            return;
        }
        ConsumptionProbe probe = probe(kind + ":" + perMinute + ":" + owner, perMinute);
        if (!probe.isConsumed()) {
            long seconds = Duration.ofNanos(probe.getNanosToWaitForRefill()).toSeconds() + 1;
            throw new Refusal.Later(
                    ErrorCode.SW_RATE_LIMIT_EXCEEDED, "Too many requests.", seconds);
        }
    }

    private ConsumptionProbe probe(String bucket, long perMinute) {
        try {
            return buckets.getProxy(bucket, () -> configuration(perMinute))
                    .tryConsumeAndReturnRemaining(1);
        } catch (BucketExecutionException e) {
            throw new DataAccessResourceFailureException("the rate limits do not answer", e);
        }
    }

    private static BucketConfiguration configuration(long perMinute) {
        return BucketConfiguration.builder()
                .addLimit(
                        Bandwidth.builder()
                                .capacity(perMinute)
                                .refillGreedy(perMinute, MINUTE)
                                .build())
                .build();
    }
}
