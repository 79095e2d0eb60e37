package com.scaiwave.admin.proofs;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class ProofSchemaTest {
    private static final String LATER =
            """
            insert into proofs.flyway_schema_history (installed_rank, version, description, type,
                script, checksum, installed_by, execution_time, success)
            values (99, '999', 'later', 'SQL', 'V999__later.sql', 1, 'scaiwave_owner', 1, true)
            """;

    @Test
    void tables_of_a_newer_version_are_refused() {
        SealedLog log = SealedLog.create();
        ProofSchema schema =
                new ProofSchema(
                        log.database().as("scaiwave_owner"),
                        "scaiwave_projector",
                        "scaiwave_query");
        assertThatCode(schema::check).doesNotThrowAnyException();

        log.database().superuser().execute(LATER);

        assertThatIllegalStateException()
                .isThrownBy(schema::check)
                .withMessageContaining(
                        "a newer version of this software (V999__later.sql in proofs")
                .withMessageContaining("nothing was changed");
    }
}
