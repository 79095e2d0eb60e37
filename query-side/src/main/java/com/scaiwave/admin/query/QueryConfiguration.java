package com.scaiwave.admin.query;

import com.scaiwave.admin.log.EventCodec;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.LogSignal;
import com.scaiwave.admin.log.Safeguards;
import com.scaiwave.admin.log.follow.FollowerState;
import com.scaiwave.admin.log.follow.LogTail;
import com.scaiwave.admin.log.vault.MasterKey;
import com.scaiwave.admin.log.vault.Vault;
import com.scaiwave.admin.proofs.sealing.Sealing;
import com.scaiwave.admin.query.events.EventsProperties;
import com.scaiwave.admin.query.projection.Followers;
import com.scaiwave.admin.query.projection.Progress;
import com.scaiwave.admin.query.projection.Projections;
import com.scaiwave.admin.query.projection.ReadModel;
import com.scaiwave.admin.query.projection.ViewProjections;
import com.scaiwave.admin.query.proofs.ProofsProperties;
import com.scaiwave.admin.query.read.Bookmarks;
import com.scaiwave.admin.query.read.Cursors;
import com.scaiwave.admin.query.read.History;
import com.scaiwave.admin.query.read.Reads;
import com.scaiwave.admin.query.read.TenantReads;
import com.scaiwave.admin.query.read.TenantViews;
import com.scaiwave.admin.query.shared.DirectoryReads;
import com.scaiwave.admin.web.health.HealthCheck;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.FullyQualifiedAnnotationBeanNameGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * The query side of a process. Its beans have distinct names, so that it can run in one process
 * with the command side. It needs four data sources of its own: {@code queryDataSource} to read the
 * log, {@code projectionDataSource} to write the read model, {@code snapshotDataSource} for reads
 * (read-only, repeatable read), {@code signalDataSource} for connections that listen.
 */
@Configuration(proxyBeanMethods = false)
@ComponentScan(nameGenerator = FullyQualifiedAnnotationBeanNameGenerator.class)
@EnableConfigurationProperties({EventsProperties.class, ProofsProperties.class})
public class QueryConfiguration {

    /** Refuses to start with a role that could change the log. */
    @Bean
    Vault queryVault(@Qualifier("queryDataSource") DataSource dataSource, MasterKey key) {
        Safeguards.checkReader(dataSource);
        return Vault.open(dataSource, key);
    }

    @Bean
    EventLog queryAdministrationLog(
            @Qualifier("queryDataSource") DataSource dataSource,
            @Qualifier("queryVault") Vault vault) {
        return new EventLog(LogName.ADMINISTRATION, dataSource, new EventCodec(vault));
    }

    @Bean
    EventLog queryMeteringLog(
            @Qualifier("queryDataSource") DataSource dataSource,
            @Qualifier("queryVault") Vault vault) {
        return new EventLog(LogName.METERING, dataSource, new EventCodec(vault));
    }

    @Bean
    JsonMapper viewMapper(@Qualifier("queryVault") Vault vault) {
        return ViewJson.mapper(vault);
    }

    @Bean
    ReadModel readModel(
            @Qualifier("projectionDataSource") DataSource dataSource,
            @Qualifier("queryDataSource") DataSource reader) {
        return new ReadModel(dataSource, reader);
    }

    @Bean
    Progress progress() {
        return new Progress();
    }

    @Bean(destroyMethod = "close")
    LogSignal logSignal(@Qualifier("signalDataSource") DataSource dataSource) {
        return new LogSignal(dataSource);
    }

    @Bean
    ViewProjections viewProjections(JsonMapper viewMapper) {
        return new ViewProjections(viewMapper);
    }

    @Bean
    AllProjections allProjections(JsonMapper viewMapper) {
        return AllProjections.of(viewMapper);
    }

    @Bean
    Projections projections(
            AllProjections all,
            ReadModel model,
            @Qualifier("queryAdministrationLog") EventLog administration,
            @Qualifier("queryMeteringLog") EventLog metering) {
        Projections projections =
                new Projections(all.list(), model, List.of(administration, metering));
        projections.prepare();
        model.check();
        return projections;
    }

    @Bean(destroyMethod = "close", initMethod = "start")
    Followers followers(
            Projections prepared,
            AllProjections all,
            ReadModel model,
            @Qualifier("administrationTail") LogTail administration,
            @Qualifier("meteringTail") LogTail metering,
            LogSignal signal,
            Progress progress) {
        return new Followers(
                all.list(), model, List.of(administration, metering), signal, progress);
    }

    /** The last events of the log, decoded once for all that follow it in this process. */
    @Bean
    LogTail administrationTail(@Qualifier("queryAdministrationLog") EventLog log) {
        return new LogTail(log);
    }

    @Bean
    LogTail meteringTail(@Qualifier("queryMeteringLog") EventLog log) {
        return new LogTail(log);
    }

    /** Seals the log, and publishes its checkpoints; one process at a time does. */
    @Bean(destroyMethod = "close", initMethod = "start")
    Sealing sealing(
            @Qualifier("projectionDataSource") DataSource dataSource,
            MasterKey key,
            ProofsProperties properties,
            @Qualifier("queryAdministrationLog") EventLog log,
            @Qualifier("administrationTail") LogTail tail,
            LogSignal signal) {
        return new Sealing(
                        dataSource,
                        key,
                        properties.origin(),
                        new Sealing.Audience(properties.publishTo(), properties.urls()),
                        log,
                        tail)
                .wokenBy(signal);
    }

    @Bean
    HealthCheck readsHealth(
            Projections projections, Followers followers, Sealing sealing, Progress progress) {
        return new ReadsHealth(projections, followers, sealing, progress);
    }

    /**
     * Gauges of the sealer: its lag in events, whether it has stopped, and how many targets and
     * witnesses could not be sent the newest checkpoint.
     */
    @Bean
    MeterBinder proofsMeters(Sealing sealing) {
        return registry -> {
            Gauge.builder("scaiwave.proofs.lag", sealing, s -> s.state().lag()).register(registry);
            Gauge.builder(
                            "scaiwave.proofs.stopped",
                            sealing,
                            s -> s.state().failure() == null ? 0 : 1)
                    .register(registry);
            Gauge.builder("scaiwave.proofs.failing", sealing, s -> s.failing().size())
                    .register(registry);
        };
    }

    /** Gauges of each projection: whether it has stopped, its lag in events, its parked tenants. */
    @Bean
    MeterBinder projectionMeters(Projections projections, Followers followers) {
        return registry -> {
            for (String name : projections.names()) {
                Tags tags = Tags.of("projection", name);
                registry.gauge(
                        "scaiwave.projection.stopped",
                        tags,
                        followers,
                        f -> f.failures().containsKey(name) ? 1 : 0);
                registry.gauge(
                        "scaiwave.projection.lag",
                        tags,
                        followers,
                        f ->
                                f.states().stream()
                                        .filter(s -> s.name().equals(name))
                                        .mapToLong(FollowerState::lag)
                                        .sum());
                registry.gauge(
                        "scaiwave.projection.parked",
                        tags,
                        projections,
                        p -> p.parked().stream().filter(t -> t.projection().equals(name)).count());
            }
        };
    }

    @Bean
    Reads reads(
            @Qualifier("snapshotDataSource") DataSource dataSource,
            @Qualifier("queryAdministrationLog") EventLog administration,
            @Qualifier("queryMeteringLog") EventLog metering,
            Progress progress) {
        return new Reads(dataSource, List.of(administration, metering), progress);
    }

    @Bean
    History history(@Qualifier("queryAdministrationLog") EventLog log, Clock clock) {
        return new History(log, clock);
    }

    @Bean
    Bookmarks bookmarks(@Qualifier("queryAdministrationLog") EventLog log) {
        return new Bookmarks(log);
    }

    @Bean
    TenantReads tenantReads(Reads reads, History history, ViewProjections projections) {
        return new TenantReads(reads, history, projections);
    }

    @Bean
    TenantViews tenantViews(Reads reads, History history, ViewProjections projections) {
        return new TenantViews(reads, history, projections);
    }

    @Bean
    DirectoryReads directoryReads(Reads reads, ViewProjections projections) {
        return new DirectoryReads(reads, projections);
    }

    @Bean
    Cursors cursors(@Qualifier("queryVault") Vault vault) {
        return new Cursors(vault);
    }
}
