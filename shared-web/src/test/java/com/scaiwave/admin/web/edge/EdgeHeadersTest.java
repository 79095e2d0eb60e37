package com.scaiwave.admin.web.edge;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class EdgeHeadersTest {
    @Test
    void bytes_of_a_user_agent_are_utf_8_and_else_latin() {
        assertThat(EdgeHeaders.userAgent(received("curl/8.5"))).isEqualTo("curl/8.5");
        assertThat(EdgeHeaders.userAgent(received("Zürich 🎈 “x”"))).isEqualTo("Zürich 🎈 “x”");
        assertThat(EdgeHeaders.userAgent("Z\u00fcrich")).isEqualTo("Zürich");
        assertThat(EdgeHeaders.userAgent("\u00c3\u00bc \u00fc")).isEqualTo("Ã¼ ü");
        assertThat(EdgeHeaders.userAgent(null)).isNull();
        assertThat(EdgeHeaders.userAgent("")).isEmpty();
    }

    @Test
    void its_control_characters_are_spaces() {
        assertThat(EdgeHeaders.userAgent("a\tb\u007fc\u0085d")).isEqualTo("a b c d");
        assertThat(EdgeHeaders.userAgent(received("a\u0085b\u009fc"))).isEqualTo("a b c");
    }

    @Test
    void it_ends_between_characters() {
        assertThat(EdgeHeaders.userAgent("a".repeat(600))).isEqualTo("a".repeat(512));
        assertThat(EdgeHeaders.userAgent(received("a".repeat(511) + "🎈🎈")))
                .isEqualTo("a".repeat(511) + "🎈");
        assertThat(EdgeHeaders.userAgent(received("🎈".repeat(600)))).isEqualTo("🎈".repeat(512));
    }

    private static String received(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }
}
