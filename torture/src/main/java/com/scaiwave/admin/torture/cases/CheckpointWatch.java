package com.scaiwave.admin.torture.cases;

import com.scaiwave.admin.testkit.http.Answer;
import com.scaiwave.admin.testkit.http.Call;
import com.scaiwave.admin.testkit.http.Client;
import com.scaiwave.admin.torture.client.Clients;
import com.scaiwave.admin.torture.cluster.Cluster;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** A client that keeps every checkpoint that it is shown, while processes are killed. */
final class CheckpointWatch {
    private static final Duration PAUSE = Duration.ofMillis(50);
    static final Call CHECKPOINT = Call.get("/v1/admin/audit/tlog/checkpoint");

    private final Cluster cluster;
    private final Client client;
    private final Map<Long, String> seen = new ConcurrentSkipListMap<>();
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean done;

    private CheckpointWatch(Cluster cluster) {
        this.cluster = cluster;
        this.client = Clients.operator(cluster, "auditor");
        this.thread = Thread.ofVirtual().unstarted(this::watch);
    }

    static CheckpointWatch start(Cluster cluster) {
        CheckpointWatch watch = new CheckpointWatch(cluster);
        watch.thread.start();
        return watch;
    }

    private void watch() {
        while (!done) {
            Answer answer = client.send(cluster.door(), CHECKPOINT);
            if (answer.status() == 200) {
                String[] lines = answer.text().split("\n", -1);
                keep(Long.parseLong(lines[1]), lines[2]);
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private void keep(long size, String root) {
        String before = seen.putIfAbsent(size, root);
        if (before != null && !before.equals(root)) {
            wrong.add("two roots were shown for the size " + size);
        }
    }

    /** Whether a size was shown. */
    boolean hasSeen(long size) {
        return seen.containsKey(size);
    }

    /** Ends the watch; returns the roots that were shown first, by size. */
    Map<Long, String> end() throws InterruptedException {
        done = true;
        thread.join();
        return seen;
    }

    /** What was wrong with them. */
    List<String> wrong() {
        return wrong;
    }
}
