package com.scaiwave.admin.assembly.offline;

import com.scaiwave.admin.assembly.Connections;
import com.scaiwave.admin.assembly.DatabaseRole;
import com.scaiwave.admin.assembly.Pools;
import com.scaiwave.admin.log.EventCodec;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.vault.MasterKey;
import com.scaiwave.admin.log.vault.Vault;
import com.scaiwave.admin.proofs.sealing.Trees;
import com.scaiwave.admin.query.OfflineProjections;
import com.scaiwave.admin.query.OfflineVerification;
import com.scaiwave.admin.query.projection.Projections;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Clock;
import java.util.Locale;
import java.util.function.ToIntBiFunction;
import java.util.function.ToIntFunction;
import javax.sql.DataSource;

/**
 * A database that a command works on, as the roles that the work needs.
 *
 * @param master the master key of the database
 */
public record Attached(Connections database, MasterKey master) {
    private static final int CONNECTIONS = 4;

    /** Works as {@code scaiwave_query} and {@code scaiwave_projector}. */
    public int projections(ToIntFunction<Projections> work) {
        return reading((query, projector) ->
                work.applyAsInt(OfflineProjections.of(query, projector, master)));
    }

    /** Works as {@code scaiwave_query} and {@code scaiwave_projector}. */
    int verification(ToIntFunction<OfflineVerification> work) {
        return reading((query, projector) ->
                work.applyAsInt(new OfflineVerification(query, projector, master)));
    }

    /** Works as {@code scaiwave_command} and {@code scaiwave_projector}. */
    int trees(ToIntFunction<Trees> work) {
        try (HikariDataSource command = pool(DatabaseRole.COMMAND);
                HikariDataSource projector = pool(DatabaseRole.PROJECTOR);
                EventLog log =
                        new EventLog(
                                LogName.ADMINISTRATION,
                                command,
                                new EventCodec(Vault.open(command, master)))) {
            return work.applyAsInt(new Trees(projector, master, log, Clock.systemUTC()));
        }
    }

    private int reading(ToIntBiFunction<DataSource, DataSource> work) {
        try (HikariDataSource query = pool(DatabaseRole.QUERY);
                HikariDataSource projector = pool(DatabaseRole.PROJECTOR)) {
            return work.applyAsInt(query, projector);
        }
    }

    private HikariDataSource pool(DatabaseRole role) {
        return Pools.pool(role.name().toLowerCase(Locale.ROOT), database.as(role), CONNECTIONS);
    }
}
