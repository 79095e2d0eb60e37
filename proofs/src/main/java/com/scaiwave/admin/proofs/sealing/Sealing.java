package com.scaiwave.admin.proofs.sealing;

import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogSignal;
import com.scaiwave.admin.log.follow.FollowerState;
import com.scaiwave.admin.log.follow.Following;
import com.scaiwave.admin.log.follow.LogTail;
import com.scaiwave.admin.log.follow.Pace;
import com.scaiwave.admin.log.vault.MasterKey;
import com.scaiwave.admin.proofs.tlog.VerifierKey;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Seals the log in this process, unless another one does, and publishes what was sealed. */
public final class Sealing implements AutoCloseable {
    /**
     * The pause after each batch that was not full: a log has at most ten checkpoints a second,
     * unless its batches are full.
     */
    private static final Duration REST = Duration.ofMillis(100);

    /**
     * As many events as a tail caches. One signature takes as long as hashing some hundred events.
     */
    private static final int BATCH = 1_000;

    private static final String POSITION = "select position from proofs.sealer";

    /** Null if nothing is sent by HTTP, since it costs a start a tenth of a second. */
    private final @Nullable HttpClient http;

    private final EventLog log;
    private final JdbcClient sql;
    private final Publisher publisher;
    private final Following<Sealer> following;

    /**
     * Where checkpoints are sent.
     *
     * @param publishTo a folder, or the URL of a server that takes PUT; null for neither
     * @param witnesses the submission prefixes of witnesses, by their verifier keys
     */
    public record Audience(@Nullable String publishTo, Map<String, String> witnesses) {
        public Audience {
            witnesses = Map.copyOf(witnesses);
        }

        boolean isRemote() {
            return isUrl(publishTo) || !witnesses.isEmpty();
        }
    }

    /**
     * Seals a log.
     *
     * @param dataSource connects as the sealer's role
     * @param origin the name of the first tree
     * @param tail shared with the other followers of this process
     */
    public Sealing(
            DataSource dataSource,
            MasterKey master,
            String origin,
            Audience audience,
            EventLog log,
            LogTail tail) {
        if (!VerifierKey.isName(origin)) {
            throw new IllegalArgumentException("not an origin: " + origin);
        }
        this.log = log;
        this.sql = JdbcClient.create(dataSource);
        this.http =
                audience.isRemote()
                        ? HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build()
                        : null;
        Target target = target(audience.publishTo(), http);
        this.publisher = new Publisher(dataSource, target, witnesses(audience, http));
        this.following =
                new Following<>(
                        "proofs",
                        tail,
                        new SealerStorage(
                                dataSource,
                                master,
                                origin,
                                target == null ? Published.NOWHERE : target,
                                log::head,
                                publisher::wake),
                        List.of(new Sealer()),
                        Pace.DEFAULT.batches(BATCH).resting(REST),
                        _ -> {});
    }

    private static @Nullable Target target(@Nullable String to, @Nullable HttpClient http) {
        if (to == null || to.isBlank()) {
            return null;
        }
        return http != null && isUrl(to)
                ? new HttpTarget(URI.create(to), http)
                : new FolderTarget(Path.of(to));
    }

    private static boolean isUrl(@Nullable String to) {
        return to != null && (to.startsWith("http://") || to.startsWith("https://"));
    }

    private static List<Witness> witnesses(Audience audience, @Nullable HttpClient http) {
        return http == null
                ? List.of()
                : audience.witnesses().entrySet().stream()
                        .map(w ->
                                new Witness(
                                        VerifierKey.parse(w.getKey()),
                                        URI.create(w.getValue()),
                                        http))
                        .toList();
    }

    /** Lets appends wake the sealer, which polls as well. */
    public Sealing wokenBy(LogSignal signal) {
        following.wokenBy(signal);
        return this;
    }

    public void start() {
        following.start();
        publisher.start();
    }

    /** How far the sealer is, whichever process it runs in. */
    public FollowerState state() {
        long position = sql.sql(POSITION).query(Long.class).single();
        return new FollowerState(
                new Sealer().name(),
                log.name(),
                position,
                Math.max(0, log.head() - position),
                failure());
    }

    /** The targets and witnesses that this process could not tell of the newest checkpoint. */
    public Set<String> failing() {
        return publisher.failing();
    }

    /** What blocks the sealer in this process, in one word; null if nothing does. */
    private @Nullable String failure() {
        return following.failures().get(new Sealer().name());
    }

    @Override
    public void close() {
        following.close();
        publisher.close();
        if (http != null) {
            http.close();
        }
    }
}
