package com.scaiwave.admin.torture.cases;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.testkit.http.Call;
import com.scaiwave.admin.torture.client.Exchange;
import com.scaiwave.admin.torture.client.Outline;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The requests of the hungry tenant's admin. Each answer is tallied and then dropped. */
final class HungryRequests {
    private static final int TEMPLATES = 12;
    private static final Set<Integer> DONE = Set.of(200, 201, 304, 412);
    private static final Set<Integer> REFUSED = Set.of(429, 503);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration SLOW = Duration.ofSeconds(20);
    private static final Duration BETWEEN_BYTES = Duration.ofSeconds(1);
    private static final Duration AFTER_REFUSAL = Duration.ofSeconds(1);

    private final URI door;
    private final String authorization;
    private final List<byte[]> bodies;
    private final Tally tally;
    private final Queue<String> written = new ConcurrentLinkedQueue<>();
    private final AtomicLong bytesWritten = new AtomicLong();

    HungryRequests(URI door, HungryData data, Tally tally) {
        this.door = door;
        this.authorization = data.admin().authorization();
        this.bodies = List.of(body(data.model(), 'a'), body(data.model(), 'b'));
        this.tally = tally;
    }

    private static byte[] body(String model, char letter) {
        String prompt = HungryData.longText(letter);
        String templates =
                IntStream.range(0, TEMPLATES)
                        .mapToObj(n -> "{\"name\":\"t" + n + "\",\"prompt\":\"" + prompt + "\"}")
                        .collect(Collectors.joining(","));
        return "{\"enabled_models\":[\"%s\"],\"system_prompt_templates\":[%s]}"
                .formatted(model, templates)
                .getBytes(UTF_8);
    }

    /** Writes one of two bodies in turn, so that nearly every write changes something. */
    boolean write(int n) {
        byte[] body = bodies.get(n % bodies.size());
        Call call = Call.put("/v1/admin/ai-config", body);
        Optional<Outline> answer =
                ordinary(
                        "PUT ai-config",
                        () -> Exchange.send(door, authorization, call, PATIENCE),
                        true);
        answer.ifPresent(a -> {
            written.addAll(a.events());
            bytesWritten.addAndGet(body.length);
        });
        return answer.isPresent();
    }

    /** Reads a page; empty if it was refused. */
    Optional<Outline> page(String kind, String target) {
        return ordinary(kind, () -> get(target), true);
    }

    /** Fetches something and drops the answer. */
    boolean fetch(String kind, String target) {
        return ordinary(kind, () -> get(target), false).isPresent();
    }

    /** Reads a byte a second, and gives up after a while. */
    void slowly(String target, BooleanSupplier stopped) {
        linger("slow reader", Call.get(target), true, stopped);
    }

    /** Opens an event stream from its beginning, and reads nothing of it. */
    void unread(BooleanSupplier stopped) {
        Call call = Call.get("/v1/admin/events").with("Accept", "text/event-stream");
        linger("unread stream", call, false, stopped);
    }

    /** The ids of the events that acknowledged writes recorded. */
    List<String> written() {
        return List.copyOf(written);
    }

    long bytesWritten() {
        return bytesWritten.get();
    }

    private Exchange get(String target) throws IOException {
        return Exchange.send(door, authorization, Call.get(target), PATIENCE);
    }

    private Optional<Outline> ordinary(String kind, Opening opening, boolean outlined) {
        long began = System.nanoTime();
        try (Exchange exchange = opening.open()) {
            if (!DONE.contains(exchange.status())) {
                refused(kind, exchange, began);
                return Optional.empty();
            }
            Outline outline =
                    outlined ? Outline.read(exchange.body()) : Outline.ofBytes(exchange.drain());
            String status = Integer.toString(exchange.status());
            tally.answered(kind, status, System.nanoTime() - began, outline.bytes());
            return Optional.of(outline);
        } catch (SocketTimeoutException e) {
            tally.wrong(kind, "no whole answer within " + PATIENCE);
        } catch (IOException e) {
            tally.wrong(kind, "broken off: " + e.getMessage());
            pause(AFTER_REFUSAL);
        }
        return Optional.empty();
    }

    /** Holds the connection for at most 20 s; the server may close it at any time. */
    private void linger(String kind, Call call, boolean reads, BooleanSupplier stopped) {
        long began = System.nanoTime();
        try (Exchange exchange = Exchange.narrow(door, authorization, call, PATIENCE)) {
            if (exchange.status() != 200) {
                refused(kind, exchange, began);
                return;
            }
            tally.answered(kind, "200", System.nanoTime() - began, 0);
            long end = System.nanoTime() + SLOW.toNanos();
            while (!stopped.getAsBoolean() && System.nanoTime() - end < 0) {
                if (reads && exchange.body().read() < 0) {
                    return;
                }
                pause(BETWEEN_BYTES);
            }
        } catch (IOException e) {
            tally.answered(kind, "cut", System.nanoTime() - began, 0);
            pause(AFTER_REFUSAL);
        }
    }

    private void refused(String kind, Exchange exchange, long began) throws IOException {
        int status = exchange.status();
        Outline envelope = Outline.read(exchange.body());
        if (!REFUSED.contains(status)) {
            tally.wrong(kind, status + " " + envelope.code());
        } else if (envelope.code().isEmpty() || !exchange.header("Retry-After").matches("\\d+")) {
            tally.wrong(kind, status + " without a code or Retry-After");
        } else {
            String outcome = status + " " + envelope.code();
            tally.answered(kind, outcome, System.nanoTime() - began, envelope.bytes());
        }
        pause(AFTER_REFUSAL);
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }

    /** Sends a request. */
    private interface Opening {
        Exchange open() throws IOException;
    }
}
