package com.scaiwave.admin.split;

import com.scaiwave.admin.assembly.CommandPools;
import com.scaiwave.admin.command.CommandConfiguration;
import com.scaiwave.admin.command.deciding.Commands;
import com.scaiwave.admin.command.demo.DemoDirectory;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.web.caller.Directory;
import com.scaiwave.admin.web.limits.RateLimitProperties;
import com.scaiwave.admin.web.limits.RateLimits;
import java.time.Clock;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** A process of the command side. */
@SpringBootConfiguration(proxyBeanMethods = false)
@Import({SideConfiguration.class, CommandPools.class, CommandConfiguration.class})
class CommandNodeConfiguration {

    @Bean
    Directory directory(@Qualifier("administrationLog") EventLog log) {
        return new Directory(log);
    }

    @Bean
    RateLimits rateLimits(
            RateLimitProperties properties, @Qualifier("commandDataSource") DataSource dataSource) {
        return new RateLimits(properties, dataSource);
    }

    @Bean
    DemoDirectory demoDirectory(Commands commands, Directory directory, Clock clock) {
        return new DemoDirectory(commands, directory, clock);
    }
}
