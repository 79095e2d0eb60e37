package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.Given.STUDIO;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Outcome;
import java.sql.SQLException;

/** The command {@code verify} of section 7 on the data folder of a process that runs. */
final class VerifyChecks {
    private VerifyChecks() {}

    /** All that was written is proved by what was published. */
    static void onSoundLog(Publishing publishing) {
        for (int n = 0; n < 5; n++) {
            publishing
                    .admin()
                    .put(STUDIO)
                    .json("{\"enabled\": " + (n % 2 == 0) + "}")
                    .send()
                    .expectChanged();
        }
        publishing.awaitPublished();

        Outcome sound =
                publishing
                        .process()
                        .run(
                                "verify",
                                "--tiles",
                                publishing.published().toString(),
                                "--key",
                                publishing.key());

        assertThat(sound.text()).contains("are proved to be those of the checkpoint");
        assertThat(sound.code()).isZero();
    }

    /** What a superuser changes in the log and in the audit index is named. */
    static void onTamperedLog(Publishing publishing) throws SQLException {
        tamper(
                publishing,
                "update log_administration.events set payload = '{}' where position = 4");
        tamper(
                publishing,
                "do $$ declare s text; begin select g.schema into s from readmodel.live l join"
                        + " readmodel.generations g using (projection, generation) where l.projection ="
                        + " 'audit'; execute format('update %I.entries set actor_id = ''someone'' where"
                        + " position = 3', s); end $$");

        Outcome changed = publishing.process().run("verify");

        assertThat(changed.text())
                .contains("position 4: is not the event that was sealed there")
                .contains("position 3: the audit log does not match")
                .doesNotContain("proved");
        assertThat(changed.code()).isEqualTo(1);
    }

    private static void tamper(Publishing publishing, String statement) throws SQLException {
        Tampering.run(publishing.process().postgres().connect(), statement);
    }
}
