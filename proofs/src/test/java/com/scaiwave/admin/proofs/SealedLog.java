package com.scaiwave.admin.proofs;

import com.scaiwave.admin.events.ActorType;
import com.scaiwave.admin.events.AdminEvent;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.PluginEvent.PluginEnabled;
import com.scaiwave.admin.events.PluginId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Append;
import com.scaiwave.admin.log.Append.NewEvent;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.log.follow.Advance;
import com.scaiwave.admin.log.follow.BatchOutcome.Failed;
import com.scaiwave.admin.log.follow.BatchOutcome.Moved;
import com.scaiwave.admin.log.follow.Pace;
import com.scaiwave.admin.log.vault.MasterKey;
import com.scaiwave.admin.proofs.sealing.Published;
import com.scaiwave.admin.proofs.sealing.Sealer;
import com.scaiwave.admin.proofs.sealing.SealerStorage;
import com.scaiwave.admin.proofs.sealing.Trees;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.NullMarked;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A log in a database of its own, with a tree, whose batches tests seal one by one. */
@NullMarked
public final class SealedLog {
    public static final String ORIGIN = "test.example/log";
    public static final TenantId ANN = new TenantId("tnt_ann");
    public static final TenantId BOB = new TenantId("tnt_bob");

    private final TestPostgres database;
    private final MasterKey master;
    private final EventLog log;
    private SealerStorage storage;

    private SealedLog(TestPostgres database, MasterKey master) {
        this.database = database;
        this.master = master;
        this.log = database.log(LogName.ADMINISTRATION);
        this.storage = storage(Published.NOWHERE);
    }

    public static SealedLog create() {
        return new SealedLog(Migrated.DATABASE.copy(), MasterKey.parse(MasterKey.generate()));
    }

    /** A copy of all data, as a backup is; nothing may use this log meanwhile. */
    public SealedLog copy() {
        return new SealedLog(database.copy(), master);
    }

    private SealerStorage storage(Published published) {
        return new SealerStorage(
                database.as("scaiwave_projector"), master, ORIGIN, published, log::head, () -> {});
    }

    /** Another process, which knows nothing yet, seals from here on. */
    public SealedLog restarted(Published published) {
        storage = storage(published);
        return this;
    }

    /** Appends events of the two tenants in turn. */
    public SealedLog append(int events) {
        List<NewEvent> all = new ArrayList<>();
        for (int n = 0; n < events; n++) {
            all.add(event(n % 2 == 0 ? ANN : BOB));
        }
        log.append(Append.of(all));
        return this;
    }

    private static NewEvent event(TenantId tenant) {
        AdminEvent event =
                new PluginEnabled(
                        tenant,
                        new PluginId("scaiwave." + UUID.randomUUID()),
                        Instant.EPOCH,
                        "ann",
                        1);
        EventMetadata metadata =
                new EventMetadata(
                        "ann",
                        ActorType.USER,
                        "req-1",
                        null,
                        null,
                        tenant,
                        List.of(),
                        null,
                        Instant.EPOCH);
        return new NewEvent(UUID.randomUUID(), event, metadata);
    }

    /** Seals the log to its end, in batches of the given number of events. */
    public SealedLog seal(int batch) {
        Pace pace =
                new Pace(
                        batch,
                        Pace.DEFAULT.bytes(),
                        Pace.DEFAULT.slow(),
                        Pace.DEFAULT.poll(),
                        Pace.DEFAULT.firstPause(),
                        Pace.DEFAULT.longestPause(),
                        Pace.DEFAULT.rest());
        Advance<Sealer> advance = new Advance<>(storage, pace);
        boolean more = true;
        while (more) {
            more =
                    switch (advance.alone(new Sealer(), log::readAfter)) {
                        case Moved<Sealer> moved -> moved.step(new Sealer()).more();
                        case Failed<Sealer> failed -> throw failed.reason();
                    };
        }
        return this;
    }

    /** What an operator does, from the command line. */
    public Trees operator() {
        return new Trees(database.as("scaiwave_projector"), master, log, Clock.systemUTC());
    }

    public EventLog log() {
        return log;
    }

    public StoredTrees trees() {
        return new StoredTrees(sql());
    }

    public Tree tree() {
        return trees().trees().getFirst();
    }

    /** The database as the role sees it that answers requests. */
    public JdbcClient sql() {
        return JdbcClient.create(database.as("scaiwave_query"));
    }

    /** Runs statements as a superuser, with the triggers that protect the tables disabled. */
    public void tamper(String... statements) {
        JdbcTemplate superuser = database.superuser();
        superuser.execute("alter table log_administration.events disable trigger all");
        superuser.execute("alter table proofs.checkpoints disable trigger all");
        for (String statement : statements) {
            superuser.execute(statement);
        }
        superuser.execute("alter table log_administration.events enable trigger all");
        superuser.execute("alter table proofs.checkpoints enable trigger all");
    }

    /** The master key, which no superuser of the database has. */
    public MasterKey master() {
        return master;
    }

    public TestPostgres database() {
        return database;
    }

    /** The migrated database that each log is a copy of. */
    private static final class Migrated {
        static final TestPostgres DATABASE = TestPostgres.create();

        static {
            ProofSchema.of(DATABASE.as("scaiwave_owner"), "scaiwave_projector", "scaiwave_query")
                    .migrate();
        }
    }
}
