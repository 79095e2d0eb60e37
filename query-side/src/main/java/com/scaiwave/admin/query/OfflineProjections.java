package com.scaiwave.admin.query;

import com.scaiwave.admin.log.EventCodec;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.vault.MasterKey;
import com.scaiwave.admin.log.vault.Vault;
import com.scaiwave.admin.query.projection.Projection;
import com.scaiwave.admin.query.projection.Projections;
import com.scaiwave.admin.query.projection.ReadModel;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import tools.jackson.databind.json.JsonMapper;

/** The projections without a server around them, for the command line. */
public final class OfflineProjections {
    private OfflineProjections() {}

    /**
     * All projections of a database.
     *
     * @param dataSource connects as the query role
     * @param projector connects as the role that owns the read model
     */
    public static Projections of(DataSource dataSource, DataSource projector, MasterKey key) {
        Vault vault = Vault.open(dataSource, key);
        EventCodec codec = new EventCodec(vault);
        try (AnnotationConfigApplicationContext context =
                new AnnotationConfigApplicationContext()) {
            context.registerBean("viewMapper", JsonMapper.class, () -> ViewJson.mapper(vault));
            context.register(Scan.class);
            context.refresh();
            return new Projections(
                    List.copyOf(context.getBeansOfType(Projection.class).values()),
                    new ReadModel(projector, dataSource),
                    List.of(
                            new EventLog(LogName.ADMINISTRATION, dataSource, codec),
                            new EventLog(LogName.METERING, dataSource, codec)));
        }
    }

    @ComponentScan(
            useDefaultFilters = false,
            includeFilters =
                    @ComponentScan.Filter(
                            type = FilterType.ASSIGNABLE_TYPE,
                            classes = Projection.class))
    static class Scan {}
}
