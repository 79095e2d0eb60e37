package com.scaiwave.admin.command.deciding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

@NullMarked
class AnswersPropertiesTest {
    @Test
    void answers_are_kept_for_two_days_and_forgotten_every_hour() {
        assertThat(bind(Map.of()))
                .isEqualTo(
                        new AnswersProperties(
                                Duration.ofDays(2),
                                Duration.ofHours(1),
                                DataSize.ofMegabytes(256)));
    }

    @Test
    void nobody_can_have_them_forgotten_before_what_is_promised() {
        assertThat(bind(Map.of("scaiwave.answers.kept", "24h")).kept()).hasHours(24);
        assertThatThrownBy(() -> bind(Map.of("scaiwave.answers.kept", "1439m")))
                .rootCause()
                .hasMessageContaining("scaiwave.answers.kept is 24h or more");
        assertThatThrownBy(() -> bind(Map.of("scaiwave.answers.forget-every", "0s")))
                .rootCause()
                .hasMessageContaining("longer than 0s");
    }

    private static AnswersProperties bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bindOrCreate("scaiwave.answers", AnswersProperties.class);
    }
}
