package com.scaiwave.admin.torture.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.testkit.http.Answer;
import com.scaiwave.admin.testkit.http.Call;
import com.scaiwave.admin.testkit.http.Client;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Follows the event stream as SSE; when a connection breaks, it resumes after its last event. */
public final class Subscriber implements AutoCloseable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Client client;
    private final List<URI> doors;
    private final List<String> ids = new ArrayList<>();
    private final Thread thread;
    private String last;
    private @Nullable InputStream open;
    private int connections;
    private volatile boolean closed;

    /**
     * Begins to follow at once.
     *
     * @param doors the addresses that it tries in turn
     * @param after the event after which it begins, in the form of the pages' {@code after}
     */
    public Subscriber(Client client, List<URI> doors, String after) {
        this.client = client;
        this.doors = List.copyOf(doors);
        this.last = after;
        this.thread = Thread.ofVirtual().name("subscriber").start(this::run);
    }

    /** The end of the stream now, in the form of {@code after}. */
    public static String end(Client client, URI door) {
        String after = "";
        while (true) {
            Answer page = client.demand(door, Call.get("/v1/admin/events?limit=1000" + after));
            String next = page.meta().get("next_after").asString();
            if (page.data().isEmpty()) {
                return next;
            }
            after = "&after=" + next;
        }
    }

    /** Breaks the connection in the middle of whatever arrives. */
    public void interrupt() {
        InputStream stream = opened();
        if (stream != null) {
            try {
                stream.close();
            } catch (IOException e) {
                // Already broken.
            }
        }
    }

    /** The ids of the events it got, in order of arrival. */
    public synchronized List<String> ids() {
        return List.copyOf(ids);
    }

    public synchronized int count() {
        return ids.size();
    }

    public synchronized int connections() {
        return connections;
    }

    @Override
    public void close() {
        closed = true;
        interrupt();
        thread.interrupt();
    }

    private synchronized @Nullable InputStream opened() {
        return open;
    }

    private synchronized void got(String position, String id) {
        last = position;
        ids.add(id);
    }

    private synchronized String last() {
        return last;
    }

    private synchronized URI connecting() {
        return doors.get(connections++ % doors.size());
    }

    private void run() {
        while (!closed) {
            try {
                follow();
            } catch (IOException e) {
                // The connection broke: connect again.
            } catch (InterruptedException e) {
                return;
            }
            if (!closed) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void follow() throws IOException, InterruptedException {
        HttpResponse<InputStream> response =
                client.open(
                        connecting(),
                        Call.get("/v1/admin/events")
                                .with("Accept", "text/event-stream")
                                .with("Last-Event-ID", last()));
        try (InputStream stream = response.body();
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream, UTF_8))) {
            if (response.statusCode() != 200) {
                return;
            }
            synchronized (this) {
                open = stream;
            }
            read(lines);
        }
    }

    /** Reads events; an event is complete at its empty line, as the specification says. */
    private void read(BufferedReader lines) throws IOException {
        String position = "";
        String data = "";
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            if (line.startsWith("id:")) {
                position = line.substring(3).strip();
            } else if (line.startsWith("data:")) {
                data = line.substring(5).strip();
            } else if (line.isEmpty() && !data.isEmpty()) {
                got(position, id(data));
                data = "";
            }
        }
    }

    private static String id(String cloudEvent) throws IOException {
        try {
            return JSON.readTree(cloudEvent).get("id").asString();
        } catch (JacksonException e) {
            throw new IOException(e);
        }
    }
}
