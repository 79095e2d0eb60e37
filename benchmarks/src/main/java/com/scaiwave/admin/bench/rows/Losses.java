package com.scaiwave.admin.bench.rows;

import com.scaiwave.admin.assembly.DatabaseRole;
import com.scaiwave.admin.bench.bed.Bed;
import com.scaiwave.admin.bench.bed.Server;
import com.scaiwave.admin.bench.report.Figure;
import com.scaiwave.admin.bench.report.Series;
import com.scaiwave.admin.bench.report.Target;
import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.LogSignal;
import com.scaiwave.admin.log.LogUnavailable;
import com.scaiwave.admin.log.vault.MasterKey;
import java.nio.LongBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Row 11: two writers append, each in a process of its own, until the log has ten times the events
 * of a filled one, or twice in a quick run. A writer, PostgreSQL, the other writer and a subscriber
 * are killed with SIGKILL and restarted in turn. The row counts events that a subscriber saw in the
 * wrong place, and acknowledged events that are lost. There are three subscribers: one lives all
 * the time and is woken, one is killed and resumes from its checkpoint, and one reads everything
 * afterwards.
 */
final class Losses implements Measurement {
    private static final int WRITERS = 2;
    private static final int TIMES = 10;
    private static final int ROUNDS_OF_KILLS = 4;
    private static final int VICTIMS = 4;
    private static final Duration POLL = Duration.ofSeconds(1);
    private static final Duration LOOK = Duration.ofMillis(20);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String LENGTH =
            "select coalesce(max(sequence) + 1, 0) from log_administration.events where stream = ?";

    @Override
    public List<Figure> measure(Bed bed, Set<Integer> wanted) throws Exception {
        try (Story story = new Story(bed)) {
            return List.of(
                    new Figure(
                            11,
                            "%d events, %d kills: lost, skipped, doubled, reordered"
                                    .formatted(story.events, story.kills),
                            "events",
                            Target.atMost(0),
                            new Series(List.of((double) story.tell())),
                            null));
        }
    }

    /** All processes of the measurement, and their results. */
    private static final class Story implements AutoCloseable {
        private final Bed bed;
        private final int callers;
        private final long events;
        private final int kills;
        private final String key = MasterKey.generate().replace("\n", "");
        private final Path folder;
        private Server server;
        private final LogDatabase database;
        private final LogSignal signal;
        private final Seen woken = new Seen(Checkpoint.START);
        private final Thread subscriber;
        private final @Nullable Child[] writers = new Child[WRITERS];
        private @Nullable Child reader;
        private volatile Checkpoint read = Checkpoint.START;
        private volatile long told;
        private long wrong;
        private volatile boolean ended;
        private boolean closed;

        Story(Bed bed) throws Exception {
            boolean quick = bed.settings().quick();
            this.bed = bed;
            this.callers = quick ? 16 : 128;
            this.events = (quick ? 2L : TIMES) * bed.settings().events();
            this.kills = quick ? VICTIMS : VICTIMS * ROUNDS_OF_KILLS;
            this.folder = Files.createDirectories(bed.folder().resolve("acknowledged"));
            this.server = bed.another("losses");
            this.database = LogDatabase.create(server, "losses", key);
            this.signal = new LogSignal(database.as(DatabaseRole.COMMAND));
            bed.closeAtEnd(this::close);
            this.subscriber = Thread.ofPlatform().daemon().start(this::subscribe);
        }

        long tell() throws Exception {
            bed.say("writing %d events, with %d kills on the way".formatted(events, kills));
            for (int writer = 0; writer < WRITERS; writer++) {
                write(writer);
            }
            read();
            for (int kill = 1; kill <= kills; kill++) {
                awaitSeen(events * kill / (kills + 1));
                kill(kill % VICTIMS);
            }
            awaitSeen(events);
            for (Child writer : writers) {
                close(writer);
            }
            Checkpoint last = last();
            await("the subscribers", () -> woken.checkpoint().equals(last) && read.equals(last));
            ended = true;
            subscriber.join();
            close(reader);
            bed.say("reading all %d events once more".formatted(last.position()));
            Seen afterwards = new Seen(Checkpoint.START);
            while (afterwards.next(database.log())) {
                // The loop reads to the end.
            }
            long different =
                    afterwards.order() == woken.order() && afterwards.checkpoint().equals(last)
                            ? 0
                            : 1;
            long lost = lost();
            bed.say(
                    "woken %d, killed %d, afterwards %d, in another order %d, lost %d"
                            .formatted(
                                    woken.wrong(),
                                    wrong + told,
                                    afterwards.wrong(),
                                    different,
                                    lost));
            return woken.wrong() + wrong + told + afterwards.wrong() + different + lost;
        }

        private void kill(int victim) {
            switch (victim) {
                case 0, 2 -> {
                    int writer = victim / 2;
                    bed.say("killing writer " + writer);
                    close(writers[writer]);
                    write(writer);
                }
                case 1 -> {
                    bed.say("killing PostgreSQL");
                    server.kill();
                    server = server.restart();
                }
                default -> {
                    bed.say("killing the subscriber at " + read.position());
                    close(reader);
                    wrong += told;
                    told = 0;
                    read();
                }
            }
        }

        private void write(int writer) {
            writers[writer] =
                    Child.start(
                            key,
                            line -> bed.say("writer %d: %s".formatted(writer, line)),
                            List.of(
                                    "write",
                                    server.url("losses"),
                                    Integer.toString(writer),
                                    Integer.toString(callers),
                                    acknowledged(writer).toString()));
        }

        private void read() {
            List<String> arguments =
                    new ArrayList<>(
                            List.of("read", server.url("losses"), Long.toString(read.position())));
            if (read.event() != null) {
                arguments.add(read.event().toString());
            }
            reader = Child.start(key, this::progress, arguments);
        }

        private void progress(String line) {
            String[] words = line.split(" ", -1);
            if (words.length != 3 || !words[0].matches("\\d+")) {
                bed.say("subscriber: " + line);
                return;
            }
            told = Long.parseLong(words[2]);
            read = new Checkpoint(Long.parseLong(words[0]), UUID.fromString(words[1]));
        }

        /** Reads when it is woken, and once a second anyway, as followers do. */
        private void subscribe() {
            Semaphore news = new Semaphore(0);
            EventLog log = database.log();
            signal.onAppend(LogName.ADMINISTRATION, _ -> news.release());
            while (!ended) {
                try {
                    if (!woken.next(log)) {
                        news.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
                        news.drainPermits();
                    }
                } catch (LogUnavailable e) {
                    pause();
                } catch (InterruptedException e) {
                    return;
                }
            }
        }

        /** The number of acknowledged events that are not in the log. */
        private long lost() throws Exception {
            JdbcClient sql = database.sql();
            long lost = 0;
            long all = 0;
            for (int writer = 0; writer < WRITERS; writer++) {
                LongBuffer lengths = Writing.lengths(acknowledged(writer), callers);
                for (int caller = 0; caller < callers; caller++) {
                    long length =
                            sql.sql(LENGTH)
                                    .param(Writing.stream(writer, caller).value())
                                    .query(Long.class)
                                    .single();
                    all += lengths.get(caller);
                    lost += Math.max(0, lengths.get(caller) - length);
                }
            }
            if (all == 0) {
                throw new IllegalStateException("nothing was acknowledged");
            }
            return lost;
        }

        private Path acknowledged(int writer) {
            return folder.resolve("writer-" + writer);
        }

        private Checkpoint last() {
            while (true) {
                try {
                    return database.log().last();
                } catch (LogUnavailable e) {
                    pause();
                }
            }
        }

        private void awaitSeen(long position) {
            await("position " + position, () -> woken.checkpoint().position() >= position);
        }

        private void await(String what, BooleanSupplier condition) {
            long since = System.nanoTime();
            long at = woken.checkpoint().position();
            while (!condition.getAsBoolean()) {
                if (woken.checkpoint().position() > at) {
                    since = System.nanoTime();
                    at = woken.checkpoint().position();
                }
                if (System.nanoTime() - since > PATIENCE.toNanos() || !living()) {
                    throw new IllegalStateException(
                            "%s did not come; %s woken, %s read"
                                    .formatted(what, woken.checkpoint(), read));
                }
                pause();
            }
        }

        private boolean living() {
            return subscriber.isAlive() && reader != null && reader.isAlive();
        }

        private static void pause() {
            LockSupport.parkNanos(LOOK.toNanos());
        }

        private static void close(@Nullable Child child) {
            if (child != null) {
                child.close();
            }
        }

        @Override
        public synchronized void close() {
            if (closed) {
                return;
            }
            closed = true;
            ended = true;
            for (Child writer : writers) {
                close(writer);
            }
            close(reader);
            signal.close();
            database.close();
            server.close();
        }
    }
}
