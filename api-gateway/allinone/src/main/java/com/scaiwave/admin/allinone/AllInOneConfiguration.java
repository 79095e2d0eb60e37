package com.scaiwave.admin.allinone;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import com.scaiwave.admin.assembly.CommandPools;
import com.scaiwave.admin.assembly.PoolProperties;
import com.scaiwave.admin.assembly.QueryPools;
import com.scaiwave.admin.command.CommandConfiguration;
import com.scaiwave.admin.command.deciding.Commands;
import com.scaiwave.admin.command.demo.DemoDirectory;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.LogSignal;
import com.scaiwave.admin.log.vault.MasterKey;
import com.scaiwave.admin.query.QueryConfiguration;
import com.scaiwave.admin.web.caller.AuthProperties;
import com.scaiwave.admin.web.caller.Directory;
import com.scaiwave.admin.web.edge.EdgeConfiguration;
import com.scaiwave.admin.web.edge.EdgeConfiguration.PublicPath;
import com.scaiwave.admin.web.health.HealthConfiguration;
import com.scaiwave.admin.web.limits.RateLimitProperties;
import com.scaiwave.admin.web.limits.RateLimits;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The all-in-one process: both sides, an embedded PostgreSQL, development tokens. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(PoolProperties.class)
@Import({
    EdgeConfiguration.class,
    HealthConfiguration.class,
    CommandPools.class,
    QueryPools.class,
    CommandConfiguration.class,
    QueryConfiguration.class,
    DevelopmentTokensApi.class
})
class AllInOneConfiguration {

    @Bean
    DataFolder dataFolder(@Value("${scaiwave.data}") Path path) {
        return new DataFolder(path);
    }

    @Bean
    DiskSpace diskSpace(DataFolder folder) {
        return new DiskSpace(folder.path());
    }

    @Bean(destroyMethod = "close")
    EmbeddedDatabase embeddedDatabase(DataFolder folder) {
        return EmbeddedDatabase.start(folder);
    }

    @Bean
    MasterKey masterKey(DataFolder folder) {
        return MasterKey.parse(folder.masterKey(MasterKey::generate));
    }

    @Bean
    Directory directory(@Qualifier("administrationLog") EventLog log) {
        return new Directory(log);
    }

    /** Wakes followers directly: within one process they need not wait for PostgreSQL's signal. */
    @Bean
    SmartInitializingSingleton wakeAtOnce(
            @Qualifier("administrationLog") EventLog administration,
            @Qualifier("meteringLog") EventLog metering,
            LogSignal signal) {
        return () -> {
            administration.onAppend(p -> signal.wake(LogName.ADMINISTRATION, p));
            metering.onAppend(p -> signal.wake(LogName.METERING, p));
        };
    }

    @Bean
    RateLimits rateLimits(
            RateLimitProperties properties, @Qualifier("queryDataSource") DataSource dataSource) {
        return new RateLimits(properties, dataSource);
    }

    @Bean
    DevelopmentTokens developmentTokens(
            DataFolder folder, Clock clock, @Value("${server.address}") InetAddress address) {
        if (!address.isLoopbackAddress()) {
            throw new IllegalStateException("development tokens are for loopback addresses only");
        }
        return new DevelopmentTokens(folder, clock);
    }

    @Bean
    JWKSource<SecurityContext> developmentKeys(
            DevelopmentTokens tokens, AuthProperties properties) {
        if (!properties.developmentTokens()) {
            throw new IllegalStateException("the all-in-one process runs with development tokens");
        }
        return tokens.keys();
    }

    @Bean
    PublicPath developmentTokenPath() {
        return new PublicPath("/dev/token");
    }

    @Bean
    DemoDirectory demoDirectory(Commands commands, Directory directory, Clock clock) {
        return new DemoDirectory(commands, directory, clock);
    }
}
