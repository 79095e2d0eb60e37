package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.Given.each;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.AllInOne;
import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Deployment;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Outcome;
import com.scaiwave.admin.contract.harness.OwnDeployment;
import com.scaiwave.admin.contract.harness.Request;
import com.scaiwave.admin.contract.harness.Response;
import com.scaiwave.admin.contract.harness.SmallSplit;
import com.scaiwave.admin.contract.harness.WithOwnDeployment;
import com.scaiwave.admin.testkit.Folders;
import com.scaiwave.admin.testkit.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Sections 1, 6 and 7: positions and cursors of a client from a history that a restore has lost,
 * and proofs of it.
 */
@WithOwnDeployment
@Tag("thorough")
class RestoredTest {

    private static final String MODEL = "/v1/admin/models/claude-sonnet-4-6";
    private static final Duration SOON = Duration.ofSeconds(30);

    /**
     * A deployment that can be stopped, restored from a copy of its data, and started again.
     *
     * @param data the folder that is copied
     */
    private record Restorable(OwnDeployment own, Path data, Runnable stop, Runnable start) {
        Api admin() {
            return own.admin("tnt_demo", "usr_admin");
        }
    }

    private static void write(Restorable process, int count) {
        for (int n = 0; n < count; n++) {
            String way = n % 2 == 0 ? "/enable" : "/disable";
            process.admin()
                    .post(Given.PLUGINS + "/scaiwave.web" + way)
                    .sendPatiently()
                    .expectChanged();
        }
    }

    private static Response events(Restorable process, String after) {
        return process.admin().get(Given.EVENTS).query("after", after).send();
    }

    private static String position(String place) {
        return place.substring(0, place.indexOf('-'));
    }

    private static String end(Restorable process) {
        return process.admin().read(Given.EVENTS).meta().get("next_after").asString();
    }

    /**
     * Nothing is signed until an operator has begun another tree; its key can then be rotated. The
     * command {@code verify} runs before, and after a superuser has changed what is recorded.
     */
    @Test
    @Tag("development")
    void of_an_all_in_one_process() throws Exception {
        try (Publishing publishing = Publishing.prepare("restored")) {
            AllInOne process = publishing.process();
            publishing.start();
            VerifyChecks.onSoundLog(publishing);
            AtomicLong sealed = new AtomicLong();
            a_place_in_the_lost_history_is_gone_and_one_from_before_goes_on(
                    new Restorable(
                            process,
                            process.data(),
                            () -> {
                                sealed.set(publishing.awaitPublished());
                                process.stop();
                            },
                            publishing::start));
            Waiting.until(
                    "the sealer refuses",
                    SOON,
                    () -> publishing.checkpoint().send().status() == 503);
            assertThat(process.readiness()).isEqualTo(200);

            anotherTreeBegins(publishing, sealed.get());
            rotatedKeysSignTogether(publishing);
            VerifyChecks.onTamperedLog(publishing);
        }
    }

    private static void anotherTreeBegins(Publishing publishing, long lost) {
        String origin = "localhost/scaiwave/administration/2";
        Path checkpoint = publishing.published().resolve("checkpoint");

        Outcome begun =
                publishing
                        .process()
                        .run("proofs", "new-origin", origin, "--checkpoint", "" + checkpoint);

        assertThat(begun.text()).contains(origin + " begins at");
        Waiting.until(
                "the new tree is signed",
                SOON,
                () -> publishing.checkpoint().send().text().startsWith(origin + "\n"));
        String entry =
                publishing
                        .process()
                        .operator()
                        .get("/v1/admin/audit?action=log.restore")
                        .send()
                        .expect(200)
                        .text();
        assertThat(entry).contains("\"size\":\"" + lost + "\"", "root_hash");
    }

    private static void rotatedKeysSignTogether(Publishing publishing) {
        String before = publishing.key();

        Outcome rotated = publishing.process().run("proofs", "rotate-key");

        String now = publishing.key();
        assertThat(rotated.text()).contains(now);
        assertThat(now).isNotEqualTo(before);
        Waiting.until(
                "both keys sign",
                SOON,
                () -> {
                    String note = publishing.checkpoint().send().text();
                    return NodeCommandChecks.signed(note, now)
                            && NodeCommandChecks.signed(note, before);
                });
        assertThat(
                        publishing
                                .process()
                                .anonymous()
                                .get("/v1/admin/audit/checkpoint/key")
                                .header("Accept", "application/json")
                                .send()
                                .data()
                                .get("earlier")
                                .toString())
                .contains(before);
    }

    /**
     * Like a failover that lost events: all processes but the database go on. An operator's
     * commands run before the restore, since after it the sealer signs nothing.
     */
    @Test
    void of_a_database_below_processes_that_go_on() throws Exception {
        Deployment.assumeSplit();
        Path data = Folders.forData("restored-split");
        try (SmallSplit split = SmallSplit.start(data)) {
            NodeCommandChecks.onSoundLog(split, split.admin("tnt_demo", "usr_ada"));
            a_place_in_the_lost_history_is_gone_and_one_from_before_goes_on(
                    new Restorable(
                            split,
                            data,
                            () -> {
                                split.stopDatabase();
                                Waiting.until("it notices", SOON, () -> split.readiness() == 503);
                            },
                            () -> {
                                split.startDatabase();
                                Waiting.until(
                                        "it is ready again", SOON, () -> split.readiness() == 200);
                            }));
            NodeCommandChecks.onTamperedLog(split);
        }
    }

    private static void a_place_in_the_lost_history_is_gone_and_one_from_before_goes_on(
            Restorable process) throws IOException {
        for (int n = 0; n < 2; n++) {
            process.own()
                    .operator()
                    .post(Given.PARTNERS)
                    .json(Given.partner(Fleet.slug()))
                    .send()
                    .expect(201);
        }
        process.admin().post(MODEL + "/enable").send().expect(200);
        write(process, 4);
        String before = end(process);
        String audit = Given.AUDIT + "?order=asc";
        String cursorBefore = String.valueOf(process.admin().read(audit).nextCursor());
        process.stop().run();
        Path copy = process.data().resolveSibling(process.data().getFileName() + "-backup");
        Folders.copy(process.data(), copy);

        process.start().run();
        write(process, 5);
        String lost = end(process);
        String lostCursor = String.valueOf(process.admin().read(audit).nextCursor());
        String lostDown =
                String.valueOf(process.admin().read(Given.AUDIT + "?limit=2").nextCursor());
        String lostId;
        try (var stream =
                new EventReader(process.admin().get(Given.EVENTS).query("after", before))) {
            lostId = stream.next(5).getLast().id();
        }
        assertThat(lostId).isEqualTo(lost);
        String past = Given.PARTNERS + "?limit=1&as_of=" + position(lost);
        String lostPast = String.valueOf(process.own().operator().read(past).nextCursor());
        Response second = process.own().operator().get(past).query("cursor", lostPast).send();
        assertThat(second.expect(200).data()).hasSize(1);
        assertThat(second.nextCursor()).isNotNull();
        // A node caches its key and its state; both are lost as well.
        put(process, "Ada").expect(201);
        process.stop().run();

        Folders.delete(process.data());
        Folders.copy(copy, process.data());
        process.start().run();
        String beyond = lost;
        events(process, beyond).expectError(410, "SW_POSITION_GONE");
        write(process, 8);

        events(process, lost).expectError(410, "SW_POSITION_GONE");
        for (Request stream :
                new Request[] {
                    process.admin().get(Given.EVENTS).header("Last-Event-ID", lostId),
                    process.admin().get(Given.EVENTS).query("after", lost)
                }) {
            stream.header("Accept", "text/event-stream")
                    .send()
                    .expectError(410, "SW_POSITION_GONE");
        }
        process.admin()
                .get(audit)
                .query("cursor", lostCursor)
                .send()
                .expectError(410, "SW_POSITION_GONE");
        process.admin()
                .get(Given.AUDIT + "?limit=2")
                .query("cursor", lostDown)
                .send()
                .expectError(410, "SW_POSITION_GONE");

        process.own()
                .operator()
                .get(past)
                .query("cursor", lostPast)
                .send()
                .expectError(410, "SW_POSITION_GONE");

        assertThat(events(process, before).expect(200).data()).hasSize(8);
        assertThat(
                        each(
                                process.admin()
                                        .get(audit)
                                        .query("cursor", cursorBefore)
                                        .send()
                                        .expect(200)
                                        .data(),
                                "action"))
                .hasSize(8);
        events(process, position(lost)).expect(200);

        put(process, "Grace").expect(201);
        assertThat(each(process.admin().read(Given.PARTICIPANTS).data(), "display_name"))
                .contains("Grace");
    }

    private static Response put(Restorable process, String name) {
        return process.admin()
                .put(MODEL + "/participant")
                .json(Given.participant("helper").put("display_name", name))
                .send();
    }
}
