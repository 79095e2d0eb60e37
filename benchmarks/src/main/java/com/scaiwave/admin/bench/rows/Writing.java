package com.scaiwave.admin.bench.rows;

import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Append;
import com.scaiwave.admin.log.Append.NewEvent;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogUnavailable;
import com.scaiwave.admin.log.Outcome;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Callers that append, in a process of its own, to be killed. Each has a stream of its own. Its
 * number of acknowledged events is in a file that outlives the process.
 */
@Command(name = "write", hidden = true)
public final class Writing implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final String LAST =
            """
            select sequence, event_id from log_administration.events
            where stream = ? order by sequence desc limit 1
            """;

    @Parameters(index = "0")
    private String url = "";

    @Parameters(index = "1")
    private int writer;

    @Parameters(index = "2")
    private int callers;

    @Parameters(index = "3")
    private Path acknowledged = Path.of("");

    @Override
    public Integer call() throws Exception {
        try (LogDatabase database = LogDatabase.open(url, Child.told());
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            LongBuffer lengths = lengths(acknowledged, callers);
            List<Future<?>> all =
                    IntStream.range(0, callers)
                            .<Future<?>>mapToObj(
                                    n -> threads.submit(() -> append(database, n, lengths)))
                            .toList();
            for (Future<?> one : all) {
                one.get();
            }
        }
        return 0;
    }

    /** The stream that a caller writes to. */
    static StreamId stream(int writer, int caller) {
        return StreamId.aiConfig(new TenantId(tenant(writer, caller)));
    }

    /** The number of acknowledged events of each caller. */
    static LongBuffer lengths(Path file, int callers) throws Exception {
        try (FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, callers * 8L).asLongBuffer();
        }
    }

    private static String tenant(int writer, int caller) {
        return "tnt_writer%dx%d".formatted(writer, caller);
    }

    private void append(LogDatabase database, int caller, LongBuffer lengths) {
        StreamId stream = stream(writer, caller);
        JdbcClient sql = JdbcClient.create(database.superuser());
        long length = last(sql, stream).sequence() + 1;
        while (true) {
            NewEvent event = LogDatabase.change(tenant(writer, caller), length + 1);
            store(database.log(), sql, stream, length, event);
            length++;
            lengths.put(caller, length);
        }
    }

    /** Appends an event; if the outcome is unknown, asks the database until it is known. */
    private static void store(
            EventLog log, JdbcClient sql, StreamId stream, long length, NewEvent event) {
        while (true) {
            try {
                Outcome outcome =
                        log.append(new Append(Map.of(stream, length), List.of(event), List.of()));
                if (outcome instanceof Outcome.Appended) {
                    return;
                }
            } catch (LogUnavailable e) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            Last last = last(sql, stream);
            if (last.sequence() == length && event.id().toString().equals(last.event())) {
                return;
            }
            if (last.sequence() != length - 1) {
                throw new IllegalStateException(stream + " was written by another writer");
            }
        }
    }

    private static Last last(JdbcClient sql, StreamId stream) {
        while (true) {
            try {
                return sql.sql(LAST)
                        .param(stream.value())
                        .query((row, _) ->
                                new Last(row.getLong("sequence"), row.getString("event_id")))
                        .optional()
                        .orElse(new Last(-1, ""));
            } catch (DataAccessException e) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private record Last(long sequence, String event) {}
}
