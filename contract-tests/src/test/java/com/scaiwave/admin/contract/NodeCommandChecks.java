package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.harness.Json.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Outcome;
import com.scaiwave.admin.contract.harness.SmallSplit;
import com.scaiwave.admin.testkit.Waiting;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.time.Duration;

/** The commands of section 7 on the database of a split deployment, while its processes run. */
final class NodeCommandChecks {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CHECKPOINT = "/v1/admin/audit/tlog/checkpoint";
    private static final String OTHER = "log.example/2";

    private NodeCommandChecks() {}

    /** Runs each command on a sound log; one of them begins another tree. */
    static void onSoundLog(SmallSplit split, Api admin) {
        write(admin);
        Outcome sound = split.run("verify");
        assertThat(sound.text())
                .contains("events are sealed, and as they were sealed")
                .contains("to find out whether the log was replaced as a whole");
        assertThat(sound.code()).isZero();

        String before = key(split);
        Outcome rotated = split.run("proofs", "rotate-key");
        String now = key(split);
        assertThat(rotated.text()).isEqualTo("the new key is " + now + "\n");
        assertThat(rotated.code()).isZero();
        assertThat(now).isNotEqualTo(before);
        write(admin);
        Waiting.until(
                "both keys sign",
                PATIENCE,
                () -> signed(checkpoint(admin), now) && signed(checkpoint(admin), before));

        Outcome begun = split.run("proofs", "new-origin", OTHER, "--scaiwave.proofs.origin=unused");
        assertThat(begun.text()).startsWith("the tree " + OTHER + " begins at position ");
        Waiting.until(
                "the new tree is signed",
                PATIENCE,
                () -> checkpoint(admin).startsWith(OTHER + "\n"));

        assertThat(split.run("verify", "--tiles", "/nowhere").code()).isEqualTo(2);
        assertThat(split.run("verify", "nonsense").text()).contains("Unknown argument: nonsense");
    }

    /** Changes an event; {@code verify} must name it. */
    static void onTamperedLog(SmallSplit split) throws SQLException {
        Tampering.run(
                split.connect(),
                "update log_administration.events set payload = '{}' where position = 4");
        Outcome changed = split.run("verify");
        assertThat(changed.text()).contains("position 4: is not the event that was sealed there");
        assertThat(changed.code()).isEqualTo(1);
    }

    private static void write(Api admin) {
        boolean on = admin.get(Given.STUDIO).send().data().get("enabled").asBoolean();
        admin.put(Given.STUDIO).json(object("enabled", !on)).send().expectChanged();
        String id = admin.get("/v1/admin/audit?limit=1").send().data().get(0).get("id").asString();
        // The answer waits until the entry is sealed.
        admin.get("/v1/admin/audit/" + id + "/proof").send().expect(200);
    }

    private static String key(SmallSplit split) {
        return split.anonymous().get("/v1/admin/audit/checkpoint/key").send().text().strip();
    }

    private static String checkpoint(Api admin) {
        return admin.get(CHECKPOINT).send().text();
    }

    static boolean signed(String note, String vkey) {
        try {
            return TreeProof.isSigned(note, vkey);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
