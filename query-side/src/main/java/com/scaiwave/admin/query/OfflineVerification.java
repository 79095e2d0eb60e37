package com.scaiwave.admin.query;

import com.scaiwave.admin.log.EventCodec;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.vault.MasterKey;
import com.scaiwave.admin.log.vault.Vault;
import com.scaiwave.admin.proofs.StoredTrees;
import com.scaiwave.admin.proofs.tlog.VerifierKey;
import com.scaiwave.admin.proofs.verify.Evidence;
import com.scaiwave.admin.proofs.verify.LogVerification;
import com.scaiwave.admin.proofs.verify.Report;
import com.scaiwave.admin.query.audit.AuditVerification;
import java.nio.file.Path;
import java.util.List;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Verifies log, tree and audit log without a server, for the command line. */
public final class OfflineVerification {
    private final EventLog log;
    private final StoredTrees trees;
    private final AuditVerification audit;

    /**
     * A verification of a database.
     *
     * @param dataSource connects as the query role
     * @param projector connects as the role that owns the read model
     */
    public OfflineVerification(DataSource dataSource, DataSource projector, MasterKey key) {
        this.log =
                new EventLog(
                        LogName.ADMINISTRATION,
                        dataSource,
                        new EventCodec(Vault.open(dataSource, key)));
        this.trees = new StoredTrees(JdbcClient.create(dataSource));
        this.audit = new AuditVerification(log, projector);
    }

    /** How many events there are. */
    public long events() {
        return log.head();
    }

    /**
     * Walks log and tree.
     *
     * @param checkpoint a file with a signed checkpoint that was kept outside; may be null
     * @param tiles a folder with what was published; may be null
     * @param key the key that is trusted; null trusts those in the database
     */
    public Report log(
            @Nullable Path checkpoint,
            @Nullable Path tiles,
            @Nullable VerifierKey key,
            LongConsumer progress) {
        LogVerification verification = new LogVerification(log, trees, key);
        return verification.run(Evidence.read(checkpoint, tiles, verification.keys()), progress);
    }

    /** The positions at which the audit log does not say what the log says. */
    public List<Long> audit(LongConsumer progress) {
        return audit.differences(progress);
    }
}
