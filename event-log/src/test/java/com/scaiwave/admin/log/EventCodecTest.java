package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.Samples.TENANT;
import static com.scaiwave.admin.log.Samples.WEB;
import static com.scaiwave.admin.log.Samples.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.events.EventType.UnknownEventType;
import com.scaiwave.admin.events.PluginEvent.PluginEnabled;
import com.scaiwave.admin.log.vault.Vault;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;

@NullMarked
class EventCodecTest {
    private static final Vault VAULT = TestPostgres.create().vault();
    private static final String TYPE = "plugin.enabled";
    private static final String OLDEST =
            """
            {"tenant":"tnt_demo","name":"scaiwave.web","at":"1970-01-01T00:00:00Z","version":1}
            """;
    private static final Upcaster NAMES_THE_PLUGIN =
            new Upcaster(
                    TYPE,
                    -1,
                    old -> {
                        old.set("plugin", old.remove("name"));
                        return old;
                    });
    private static final Upcaster SAYS_WHO = new Upcaster(TYPE, 0, old -> old.put("by", "unknown"));

    @Test
    void an_old_revision_is_read_through_a_step_for_each_revision_since() {
        EventCodec codec = new EventCodec(VAULT, List.of(SAYS_WHO, NAMES_THE_PLUGIN));
        assertThat(codec.decode(TYPE, -1, bytes(OLDEST)))
                .isEqualTo(new PluginEnabled(TENANT, WEB, Instant.EPOCH, "unknown", 1));
    }

    @Test
    void an_old_revision_with_a_step_missing_is_unknown() {
        EventCodec codec = new EventCodec(VAULT, List.of(NAMES_THE_PLUGIN));
        assertThatExceptionOfType(UnknownEventType.class)
                .isThrownBy(() -> codec.decode(TYPE, -1, bytes(OLDEST)))
                .withMessageContaining("plugin.enabled revision 0");
    }

    @Test
    void a_revision_of_a_newer_version_is_unknown() {
        EventCodec codec = new EventCodec(VAULT);
        assertThatExceptionOfType(UnknownEventType.class)
                .isThrownBy(() -> codec.decode(TYPE, 2, bytes("{}")))
                .withMessageContaining("plugin.enabled revision 2");
    }

    @Test
    void a_name_of_a_newer_version_is_unknown() {
        EventCodec codec = new EventCodec(VAULT);
        assertThatExceptionOfType(UnknownEventType.class)
                .isThrownBy(() -> codec.decode("plugin.renamed", 1, bytes("{}")))
                .withMessageContaining("plugin.renamed");
    }

    @Test
    void a_field_that_the_revision_does_not_have_is_not_skipped_either() {
        EventCodec codec = new EventCodec(VAULT);
        assertThatExceptionOfType(JacksonException.class)
                .isThrownBy(() -> codec.decode("plugin.enabled", 1, bytes("{\"reason\":\"x\"}")));
    }
}
