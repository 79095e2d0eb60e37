package com.scaiwave.admin.bench.rows;

import com.scaiwave.admin.assembly.Database;
import com.scaiwave.admin.assembly.DatabaseRole;
import com.scaiwave.admin.assembly.DatabaseSetup;
import com.scaiwave.admin.assembly.PoolProperties;
import com.scaiwave.admin.assembly.Pools;
import com.scaiwave.admin.bench.bed.Bed;
import com.scaiwave.admin.bench.bed.Server;
import com.scaiwave.admin.events.ActorType;
import com.scaiwave.admin.events.AiConfigEvent.AiConfigUpdated;
import com.scaiwave.admin.events.AiConfigEvent.PromptTemplate;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.events.Subject;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Append.NewEvent;
import com.scaiwave.admin.log.EventCodec;
import com.scaiwave.admin.log.EventIds;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.vault.MasterKey;
import com.scaiwave.admin.log.vault.Vault;
import com.scaiwave.admin.query.OfflineProjections;
import com.scaiwave.admin.query.projection.Projections;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database with the product's log, set up as in the product, and the engine on it. */
final class LogDatabase implements AutoCloseable {
    static final String PROMPT =
            "You are the assistant of our service desk. Be warm and brief, answer in the language of"
                    + " the question, and say so when you do not know. Never make up a ticket number.";

    /** The default of the product. */
    private static final int CONNECTIONS = new PoolProperties(12, 8, 12, 12).command();

    private static final String SAY_PROJECTED =
            """
            update readmodel.checkpoints t set position = e.position, event_id = e.event_id
            from log_administration.events e
            where e.position = (select max(position) from log_administration.events)
              and t.projection = 'audit' and t.log = 'ADMINISTRATION'
            """;
    private static final String AUDIT_SCHEMA =
            """
            select g.schema from readmodel.live l
            join readmodel.generations g using (projection, generation) where l.projection = 'audit'
            """;

    private final Database database;
    private final MasterKey key;
    private final HikariDataSource pool;
    private final EventLog log;

    private LogDatabase(Database database, MasterKey key) {
        this.database = database;
        this.key = key;
        this.pool = Pools.pool("command", as(DatabaseRole.COMMAND), CONNECTIONS);
        this.log =
                new EventLog(LogName.ADMINISTRATION, pool, new EventCodec(Vault.open(pool, key)));
    }

    static LogDatabase create(Server server, String name) {
        return create(server, name, MasterKey.generate());
    }

    /** Creates a database with a master key that other processes know. */
    static LogDatabase create(Server server, String name, String key) {
        String url = server.url(name);
        new DatabaseSetup(new Database(url), Map.of()).run("postgres", null);
        return open(url, key);
    }

    /** Opens a database that another process has created. */
    static LogDatabase open(String url, String key) {
        return new LogDatabase(new Database(url), MasterKey.parse(key));
    }

    /** Creates a database whose log has this many events. */
    static LogDatabase filled(Bed bed, String name, int events) {
        LogDatabase database = create(bed.server(), name);
        bed.say("filling a log with " + events + " events");
        Engine engine = new Engine(database.log(), bed.settings().tenants());
        engine.appendEach();
        Filling.upTo(database.sql(), events);
        return database;
    }

    EventLog log() {
        return log;
    }

    /** The log, read through these connections. */
    EventLog log(DataSource connections) {
        return new EventLog(
                LogName.ADMINISTRATION, connections, new EventCodec(Vault.open(connections, key)));
    }

    /** The key that wraps all others. */
    MasterKey key() {
        return key;
    }

    /** Connections as one of the roles, which are not pooled. */
    DataSource as(DatabaseRole role) {
        return database.as(role.sqlName(), null);
    }

    /** Runs statements as the superuser. */
    JdbcClient sql() {
        return JdbcClient.create(superuser());
    }

    /** Connections of the superuser, which are not pooled. */
    DataSource superuser() {
        return database.as("postgres", null);
    }

    /**
     * The n-th change of a tenant's configuration, as the product records it.
     *
     * @param version the version after the change, from 1
     */
    static NewEvent change(String tenant, long version) {
        TenantId id = new TenantId(tenant);
        return new NewEvent(
                EventIds.next(),
                new AiConfigUpdated(
                        id,
                        null,
                        new Change<>(templates(version - 1), templates(version)),
                        null,
                        null,
                        0,
                        version),
                new EventMetadata(
                        "admin-1",
                        ActorType.USER,
                        UUID.randomUUID().toString(),
                        Personal.of(new Subject("tnt_demo", "actor", "admin-1"), "127.0.0.1"),
                        Personal.of(
                                new Subject("tnt_demo", "actor", "admin-1"),
                                "Mozilla/5.0 (X11; Linux x86_64; rv:140.0)"),
                        id,
                        List.of(new PartnerId("prt_demo")),
                        null,
                        Instant.now().truncatedTo(ChronoUnit.MICROS)));
    }

    private static List<PromptTemplate> templates(long version) {
        return List.of(
                new PromptTemplate(version % 2 == 0 ? "Friendly" : "Formal", PROMPT),
                new PromptTemplate("Terse", PROMPT));
    }

    /**
     * The projections, as on the command line. The live audit projection is marked as up to date
     * with the log, so that it can be rebuilt.
     */
    Projections projections() {
        Projections projections =
                OfflineProjections.of(as(DatabaseRole.QUERY), as(DatabaseRole.PROJECTOR), key);
        projections.prepare();
        sql().sql(SAY_PROJECTED).update();
        return projections;
    }

    /** The schema of the live audit projection. */
    String auditSchema() {
        return sql().sql(AUDIT_SCHEMA).query(String.class).single();
    }

    @Override
    public void close() {
        log.close();
        pool.close();
    }
}
