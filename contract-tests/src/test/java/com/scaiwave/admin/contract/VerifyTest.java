package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.Given.STUDIO;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.AllInOne;
import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Outcome;
import com.scaiwave.admin.contract.harness.WithOwnDeployment;
import com.scaiwave.admin.testkit.Folders;
import com.scaiwave.admin.testkit.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The commands of section 7 on a data folder, and what a restore does to the proofs. */
@WithOwnDeployment
@Tag("development")
class VerifyTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String CHECKPOINT = "/v1/admin/audit/tlog/checkpoint";

    private final AllInOne process = AllInOne.prepare("verify");
    private final Path published =
            process.data().resolveSibling(process.data().getFileName() + "-published");
    private final Map<String, String> environment =
            Map.of("SCAIWAVE_PROOFS_PUBLISHTO", published.toAbsolutePath().toString());

    @BeforeEach
    void start() throws IOException {
        Files.createDirectories(published);
        process.start(environment);
    }

    @AfterEach
    void stop() {
        process.close();
    }

    @Test
    void what_a_superuser_changes_is_named_and_the_rest_is_proved() throws Exception {
        write(5);
        awaitPublished(size());

        Outcome sound = verify("--tiles", published.toString(), "--key", key());
        assertThat(sound.text()).contains("are proved to be those of the checkpoint");
        assertThat(sound.code()).isZero();

        tamper("update log_administration.events set payload = '{}' where position = 4");
        tamper(
                "do $$ declare s text; begin select g.schema into s from readmodel.live l join"
                        + " readmodel.generations g using (projection, generation) where l.projection ="
                        + " 'audit'; execute format('update %I.entries set actor_id = ''someone'' where"
                        + " position = 3', s); end $$");
        Outcome changed = verify();
        assertThat(changed.text())
                .contains("position 4: is not the event that was sealed there")
                .contains("position 3: the audit log does not say")
                .doesNotContain("proved");
        assertThat(changed.code()).isEqualTo(1);
    }

    @Test
    void a_restored_log_signs_nothing_until_another_tree_has_begun_and_that_may_rotate_its_key()
            throws Exception {
        write(3);
        awaitPublished(size());
        process.stop();
        Path backup = process.data().resolveSibling(process.data().getFileName() + "-backup");
        Folders.copy(process.data(), backup);
        process.start(environment);
        write(4);
        long lost = size();
        awaitPublished(lost);
        process.stop();
        Folders.delete(process.data());
        Folders.copy(backup, process.data());
        process.start(environment);

        write(1);
        Waiting.until(
                "the sealer refuses",
                PATIENCE,
                () -> admin().get(CHECKPOINT).send().status() == 503);
        assertThat(process.readiness()).isEqualTo(200);

        Outcome begun =
                process.run(
                        "proofs",
                        "new-origin",
                        "localhost/scaiwave/administration/2",
                        "--checkpoint",
                        published.resolve("checkpoint").toString());
        assertThat(begun.text()).contains("localhost/scaiwave/administration/2 begins at");
        Waiting.until(
                "the new tree is signed",
                PATIENCE,
                () ->
                        admin().get(CHECKPOINT)
                                .send()
                                .text()
                                .startsWith("localhost/scaiwave/administration/2\n"));
        String entry =
                process.operator()
                        .get("/v1/admin/audit?action=log.restore")
                        .send()
                        .expect(200)
                        .text();
        assertThat(entry).contains("\"size\":\"" + lost + "\"", "root_hash");
        rotatedKeysSignTogether();
    }

    private void rotatedKeysSignTogether() {
        String before = key();

        Outcome rotated = process.run("proofs", "rotate-key");

        String now = key();
        assertThat(rotated.text()).contains(now);
        assertThat(now).isNotEqualTo(before);
        Waiting.until(
                "both keys sign",
                PATIENCE,
                () -> {
                    String note = admin().get(CHECKPOINT).send().text();
                    return signed(note, now) && signed(note, before);
                });
        assertThat(
                        process.anonymous()
                                .get("/v1/admin/audit/checkpoint/key")
                                .header("Accept", "application/json")
                                .send()
                                .data()
                                .get("earlier")
                                .toString())
                .contains(before);
    }

    private static boolean signed(String note, String vkey) {
        try {
            return TreeProof.isSigned(note, vkey);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private String key() {
        return process.anonymous().get("/v1/admin/audit/checkpoint/key").send().text().strip();
    }

    private Api admin() {
        return process.admin("tnt_demo", "usr_ada");
    }

    private void write(int count) {
        for (int n = 0; n < count; n++) {
            boolean on = admin().get(STUDIO).send().data().get("enabled").asBoolean();
            admin().put(STUDIO).json("{\"enabled\": " + !on + "}").send().expectChanged();
        }
    }

    /** The size of the newest checkpoint, once it has all that was written. */
    private long size() {
        String id =
                admin().get("/v1/admin/audit?limit=1").send().data().get(0).get("id").asString();
        return admin().get("/v1/admin/audit/" + id + "/proof")
                .header("Accept", "application/json")
                .send()
                .expect(200)
                .data()
                .get("size")
                .asLong();
    }

    private void awaitPublished(long size) {
        Path note = published.resolve("checkpoint");
        Waiting.until(
                "a checkpoint of " + size + " is published",
                PATIENCE,
                () -> {
                    try {
                        return Files.exists(note)
                                && Long.parseLong(
                                                new String(Files.readAllBytes(note), UTF_8)
                                                        .split("\n", -1)[1])
                                        >= size;
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    private Outcome verify(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "verify";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return process.run(all);
    }

    private void tamper(String statement) throws SQLException {
        Tampering.run(process.postgres().connect(), statement);
    }
}
