package com.scaiwave.admin.query;

import com.scaiwave.admin.log.EventCodec;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.vault.MasterKey;
import com.scaiwave.admin.log.vault.Vault;
import com.scaiwave.admin.query.projection.Projections;
import com.scaiwave.admin.query.projection.ReadModel;
import java.util.List;
import javax.sql.DataSource;

/** The projections without a server, for the command line. */
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
        return new Projections(
                AllProjections.of(ViewJson.mapper(vault)).list(),
                new ReadModel(projector, dataSource),
                List.of(
                        new EventLog(LogName.ADMINISTRATION, dataSource, codec),
                        new EventLog(LogName.METERING, dataSource, codec)));
    }
}
