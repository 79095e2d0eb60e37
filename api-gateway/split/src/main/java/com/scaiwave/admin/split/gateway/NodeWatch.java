package com.scaiwave.admin.split.gateway;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.util.Timeout;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Probes each node's readiness every second, each in a thread of its own. */
final class NodeWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NodeWatch.class);
    private static final String READINESS = "/actuator/health/readiness";
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Timeout PATIENCE = Timeout.ofSeconds(2);

    private final CloseableHttpClient client;
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean closed;

    NodeWatch(Sides sides, CloseableHttpClient client) {
        this.client = client;
        sides.command().all().forEach(this::watch);
        sides.query().all().forEach(this::watch);
    }

    @Override
    public void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
    }

    private void watch(Backend node) {
        threads.add(Thread.ofVirtual().name("watch-" + node).start(() -> run(node)));
    }

    private void run(Backend node) {
        while (!closed) {
            boolean ready = isReady(node);
            if (ready != node.isReady() && !closed) {
                LOG.atInfo()
                        .addKeyValue("node", node)
                        .log(ready ? "node is ready" : "node is not ready");
            }
            node.ready(ready);
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private boolean isReady(Backend node) {
        HttpGet question = new HttpGet(READINESS);
        question.setConfig(
                RequestConfig.custom()
                        .setConnectionRequestTimeout(PATIENCE)
                        .setResponseTimeout(PATIENCE)
                        .setProtocolUpgradeEnabled(false)
                        .build());
        try {
            return client.execute(node.host(), question, answer -> answer.getCode() == 200);
        } catch (IOException e) {
            return false;
        }
    }
}
