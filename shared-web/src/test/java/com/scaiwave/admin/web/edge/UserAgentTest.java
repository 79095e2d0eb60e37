package com.scaiwave.admin.web.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class UserAgentTest {
    @Test
    void bytes_are_utf_8_and_else_latin() {
        assertThat(UserAgent.of(received("curl/8.5"))).isEqualTo("curl/8.5");
        assertThat(UserAgent.of(received("Zürich 🎈 “x”"))).isEqualTo("Zürich 🎈 “x”");
        assertThat(UserAgent.of("Z\u00fcrich")).isEqualTo("Zürich");
        assertThat(UserAgent.of("\u00c3\u00bc \u00fc")).isEqualTo("Ã¼ ü");
        assertThat(UserAgent.of(null)).isNull();
        assertThat(UserAgent.of("")).isEmpty();
    }

    @Test
    void control_characters_are_spaces() {
        assertThat(UserAgent.of("a\tb\u007fc\u0085d")).isEqualTo("a b c d");
        assertThat(UserAgent.of(received("a\u0085b\u009fc"))).isEqualTo("a b c");
    }

    @Test
    void it_ends_between_characters() {
        assertThat(UserAgent.of("a".repeat(600))).isEqualTo("a".repeat(512));
        assertThat(UserAgent.of(received("a".repeat(511) + "🎈🎈")))
                .isEqualTo("a".repeat(511) + "🎈");
        assertThat(UserAgent.of(received("🎈".repeat(600)))).isEqualTo("🎈".repeat(512));
    }

    private static String received(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }
}
