package com.scaiwave.admin.split;

import com.scaiwave.admin.assembly.offline.Attached;
import com.scaiwave.admin.assembly.offline.Attachment;
import java.util.List;
import java.util.function.ToIntFunction;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The database of the configuration, which a command works on whether processes run or not.
 *
 * @param properties as {@code --name=value}
 */
record ConfiguredDatabase(List<String> properties) implements Attachment {
    ConfiguredDatabase {
        properties = List.copyOf(properties);
    }

    @Override
    public int during(ToIntFunction<Attached> work) {
        // The output is the command's own; an argument or variable still shows more.
        System.setProperty("logging.level.root", "error");
        SpringApplication application =
                NodeMain.application(OfflineConfiguration.class, WebApplicationType.NONE);
        application.setLogStartupInfo(false);
        try (ConfigurableApplicationContext context =
                application.run(properties.toArray(String[]::new))) {
            return work.applyAsInt(context.getBean(Attached.class));
        }
    }
}
