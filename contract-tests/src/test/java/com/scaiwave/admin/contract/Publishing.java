package com.scaiwave.admin.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.contract.harness.AllInOne;
import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Request;
import com.scaiwave.admin.testkit.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** An all-in-one process that publishes its proofs to a folder beside its data. */
record Publishing(AllInOne process, Path published) implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(20);

    /** One that is prepared, and not started yet. */
    static Publishing prepare(String name) {
        AllInOne process = AllInOne.prepare(name);
        Path data = process.data().toAbsolutePath();
        Path published = data.resolveSibling(data.getFileName() + "-published");
        try {
            return new Publishing(process, Files.createDirectories(published));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start() {
        process.start(Map.of("SCAIWAVE_PROOFS_PUBLISHTO", published.toString()));
    }

    Api admin() {
        return process.admin("tnt_demo", "usr_ada");
    }

    Request checkpoint() {
        return admin().get("/v1/admin/audit/tlog/checkpoint");
    }

    /** The key that signs checkpoints, as a verifier takes it. */
    String key() {
        return process.anonymous().get("/v1/admin/audit/checkpoint/key").send().text().strip();
    }

    /**
     * Waits until a checkpoint of everything that was written is published.
     *
     * @return its size
     */
    long awaitPublished() {
        String id =
                admin().get("/v1/admin/audit?limit=1").send().data().get(0).get("id").asString();
        long size =
                admin().get("/v1/admin/audit/" + id + "/proof")
                        .header("Accept", "application/json")
                        .send()
                        .expect(200)
                        .data()
                        .get("size")
                        .asLong();
        Waiting.until(
                "a checkpoint of " + size + " is published", SOON, () -> publishedSize() >= size);
        return size;
    }

    private long publishedSize() {
        Path note = published.resolve("checkpoint");
        try {
            return Files.exists(note)
                    ? Long.parseLong(new String(Files.readAllBytes(note), UTF_8).split("\n", -1)[1])
                    : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.close();
    }
}
