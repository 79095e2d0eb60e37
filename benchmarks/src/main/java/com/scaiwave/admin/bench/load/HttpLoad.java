package com.scaiwave.admin.bench.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Many clients in one thread, each with a persistent connection. A client sends a request that was
 * prepared before, and the next one when the answer has arrived.
 */
public final class HttpLoad {
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(10);

    private static final int ATTEMPTS = 10;

    private final URI door;
    private final List<Group> groups = new ArrayList<>();

    /** A load without clients at first. */
    public HttpLoad(URI door) {
        this.door = door;
    }

    /**
     * Adds clients that send as fast as they get answers.
     *
     * @param requests the requests of each client, always taken by the same thread
     */
    public Group closed(List<Supplier<byte[]>> requests) {
        return paced(requests, 0);
    }

    /**
     * Adds clients that send at a fixed rate together, or slower if answers don't arrive in time. A
     * late request's time counts from when it was due.
     */
    public Group paced(List<Supplier<byte[]>> requests, double perSecond) {
        long interval = perSecond == 0 ? 0 : (long) (requests.size() * 1e9 / perSecond);
        Group group = new Group(requests, interval);
        groups.add(group);
        return group;
    }

    /**
     * Runs all clients, and again if none got an answer in time, on a very slow machine.
     *
     * @param warmUp the time at the beginning that does not count
     * @param counted the time after it that counts
     * @param tolerated the share of the counted answers that may be failures
     * @throws IllegalStateException if more are failures
     */
    public void run(Duration warmUp, Duration counted, double tolerated) {
        int attempt = 0;
        do {
            once(warmUp, counted);
            attempt++;
        } while (attempt < ATTEMPTS && groups.stream().anyMatch(g -> g.samples.count() == 0));
        groups.forEach(g -> g.check(tolerated));
    }

    private void once(Duration warmUp, Duration counted) {
        try (Selector selector = Selector.open()) {
            List<HttpConnection> connections = connect(selector);
            long count = System.nanoTime() + warmUp.toNanos();
            groups.forEach(g -> g.counts(counted));
            try {
                drive(selector, connections, count, count + counted.toNanos());
            } finally {
                for (HttpConnection connection : connections) {
                    connection.close();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the load on " + door + " broke off", e);
        }
    }

    private List<HttpConnection> connect(Selector selector) throws IOException {
        InetSocketAddress address = new InetSocketAddress(door.getHost(), door.getPort());
        List<HttpConnection> connections = new ArrayList<>();
        long now = System.nanoTime();
        for (Group group : groups) {
            int nth = 0;
            for (Supplier<byte[]> requests : group.requests) {
                long first = now + group.interval * nth / group.requests.size();
                connections.add(HttpConnection.open(address, selector, group, requests, first));
                nth++;
            }
        }
        return connections;
    }

    private void drive(Selector selector, List<HttpConnection> connections, long count, long end)
            throws IOException {
        boolean paced = groups.stream().anyMatch(g -> g.interval > 0);
        int waiting = 0;
        for (HttpConnection connection : connections) {
            waiting += connection.sendIfDue(System.nanoTime()) ? 1 : 0;
        }
        long giveUp = end + LAST_ANSWERS.toNanos();
        while (true) {
            long now = System.nanoTime();
            if (now - end >= 0 && (waiting == 0 || now - giveUp > 0)) {
                return;
            }
            if (paced && now - end < 0) {
                for (HttpConnection connection : connections) {
                    waiting += connection.sendIfDue(now) ? 1 : 0;
                }
                selector.select(1);
            } else {
                selector.select(20);
            }
            for (SelectionKey key : selector.selectedKeys()) {
                HttpConnection connection = (HttpConnection) key.attachment();
                if (connection.receive(count, end)) {
                    waiting--;
                    long next = System.nanoTime();
                    if (next - end < 0 && connection.sendIfDue(next)) {
                        waiting++;
                    }
                }
            }
            selector.selectedKeys().clear();
        }
    }

    /** Clients of one kind, with their measurements. */
    public static final class Group {
        private final List<Supplier<byte[]>> requests;
        final long interval;
        private final Samples samples = new Samples();
        private Duration counted = Duration.ZERO;
        private int failures;
        private String failure = "";

        private Group(List<Supplier<byte[]>> requests, long interval) {
            this.requests = List.copyOf(requests);
            this.interval = interval;
        }

        private void counts(Duration time) {
            counted = counted.plus(time);
        }

        void answered(long nanos, boolean inTime) {
            if (inTime) {
                samples.add(nanos);
            }
        }

        void failed(String answer, boolean inTime) {
            failure = answer;
            if (inTime) {
                failures++;
            }
        }

        private void check(double tolerated) {
            int answers = samples.count() + failures;
            if (answers == 0 || failures > tolerated * answers) {
                throw new IllegalStateException(
                        failures
                                + " of "
                                + answers
                                + " requests failed, the last one with "
                                + failure);
            }
        }

        /** The durations of the answers that arrived in the counted time. */
        public Samples samples() {
            return samples;
        }

        /** Successful answers per second. */
        public double perSecond() {
            return samples.perSecond(counted);
        }
    }
}
