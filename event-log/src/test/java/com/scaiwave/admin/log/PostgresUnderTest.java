package com.scaiwave.admin.log;

import com.scaiwave.admin.events.Claim;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.EventLog.StreamPage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.LongConsumer;
import javax.sql.DataSource;
import org.jspecify.annotations.NullMarked;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A database of its own in the tests' server, used through a pool as in production. */
@NullMarked
final class PostgresUnderTest implements StorageUnderTest {
    private static final String RECORD_AGAIN =
            """
            insert into log_administration.events
            select position + 1, gen_random_uuid(), stream, sequence + 1, ?, ?, payload, metadata,
                   recorded_at + make_interval(secs => ?)
            from log_administration.events order by position desc limit 1
            """;
    private static final String PAYLOAD =
            "select payload from log_administration.events where position = ?";
    private static final String AGE =
            """
            update log_administration.answers set created_at = created_at - make_interval(secs => ?)
            where key = ?
            """;

    private final TestPostgres postgres = TestPostgres.create();
    private final JdbcClient superuser = JdbcClient.create(postgres.as("postgres"));
    private final Map<LogName, LogUnderTest> logs = new ConcurrentHashMap<>();
    private final List<AutoCloseable> opened = new CopyOnWriteArrayList<>();

    @Override
    public LogUnderTest log(LogName name) {
        return logs.computeIfAbsent(name, n -> open(n, postgres.as("scaiwave_command")));
    }

    @Override
    public LogUnderTest cutAt(Cut cut) {
        CuttingProxy proxy = proxy();
        proxy.cutNextAppend(cut);
        return open(LogName.ADMINISTRATION, proxy.dataSource());
    }

    @Override
    public LogUnderTest unreachable() {
        CuttingProxy proxy = proxy();
        proxy.close();
        return open(LogName.ADMINISTRATION, proxy.dataSource());
    }

    @Override
    public void recordAgain(String type, int revision, Duration later) {
        superuser.sql(RECORD_AGAIN).params(type, revision, later.toSeconds()).update();
    }

    @Override
    public byte[] payload(long position) {
        return superuser.sql(PAYLOAD).param(position).query(byte[].class).single();
    }

    @Override
    public void age(byte[] answerKey, Duration time) {
        superuser.sql(AGE).params(time.toSeconds(), answerKey).update();
    }

    @Override
    public void close() {
        try {
            for (AutoCloseable one : opened) {
                one.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private CuttingProxy proxy() {
        try {
            CuttingProxy proxy = new CuttingProxy(postgres.unpooled("scaiwave_command"));
            opened.add(proxy);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private LogUnderTest open(LogName name, DataSource connections) {
        EventLog log = postgres.log(name, connections);
        opened.add(log);
        return new Opened(log);
    }

    private record Opened(EventLog log) implements LogUnderTest {
        @Override
        public Outcome append(Append append) {
            return log.append(append);
        }

        @Override
        public void onAppend(LongConsumer listener) {
            log.onAppend(listener);
        }

        @Override
        public Outcome check(Check check) {
            return log.check(check);
        }

        @Override
        public List<StoredEvent> readStream(StreamId stream, long fromSequence) {
            return log.readStream(stream, fromSequence);
        }

        @Override
        public StreamPage readStream(StreamId stream, long fromSequence, int limit, long bytes) {
            return log.readStream(stream, fromSequence, limit, bytes);
        }

        @Override
        public List<StoredEvent> readStreams(
                Collection<StreamId> streams, Collection<String> prefixes, long upTo) {
            return log.readStreams(streams, prefixes, upTo);
        }

        @Override
        public <T> T byStream(
                String prefix, String after, long upTo, Function<Iterator<StoredEvent>, T> reader) {
            return log.byStream(prefix, after, upTo, reader);
        }

        @Override
        public List<StoredEvent> readAfter(Checkpoint checkpoint, int limit) {
            return log.readAfter(checkpoint, limit);
        }

        @Override
        public List<Touched> touchedAfter(Checkpoint checkpoint, int limit) {
            return log.touchedAfter(checkpoint, limit);
        }

        @Override
        public Optional<UUID> idAt(long position) {
            return log.idAt(position);
        }

        @Override
        public long head() {
            return log.head();
        }

        @Override
        public Checkpoint last() {
            return log.last();
        }

        @Override
        public long positionAt(Instant instant) {
            return log.positionAt(instant);
        }

        @Override
        public Optional<Instant> firstRecordedAt() {
            return log.firstRecordedAt();
        }

        @Override
        public Optional<Instant> lastRecordedAt() {
            return log.lastRecordedAt();
        }

        @Override
        public Optional<byte[]> secret(String id) {
            return log.secret(id);
        }

        @Override
        public Map<String, String> owners(List<Claim> claims) {
            return log.owners(claims);
        }

        @Override
        public long forgetAnswers(Duration olderThan) {
            return log.forgetAnswers(olderThan);
        }
    }
}
