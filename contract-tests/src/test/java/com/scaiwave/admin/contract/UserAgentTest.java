package com.scaiwave.admin.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Api;
import com.scaiwave.admin.contract.harness.Deployment;
import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.SideNode;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The client's user agent in the audit log: the same text, whichever way the request came. */
class UserAgentTest {

    private static final int PATIENCE_MILLIS = 30_000;

    private static Api admin;
    private static boolean enabled;

    @BeforeAll
    static void an_admin() {
        admin = Fleet.tenant().admin();
    }

    static Stream<Arguments> agents() {
        return Stream.of(
                agent("curl/8.5.0", "curl/8.5.0"),
                agent(utf8("Zürich/1 (Ångström; “x”) 🎈"), "Zürich/1 (Ångström; “x”) 🎈"),
                agent("Z\u00fcrich/1 \u00a9", "Zürich/1 ©"),
                agent(utf8("a\u0085b\u009bc"), "a b c"),
                agent("a\tb\u0085c\u009f\u00e9", "a b c é"),
                agent(utf8("a".repeat(511) + "🎈🎈"), "a".repeat(511) + "🎈"),
                agent(utf8("é".repeat(600)), "é".repeat(512)),
                agent(utf8("\u4f60\u597d"), "你好"));
    }

    private static Arguments agent(String bytes, String recorded) {
        return Arguments.of(bytes, recorded);
    }

    /** The UTF-8 bytes of a text, each as one character. */
    private static String utf8(String text) {
        return new String(text.getBytes(UTF_8), ISO_8859_1);
    }

    @ParameterizedTest
    @MethodSource("agents")
    @Tag("split")
    void bytes_are_read_as_the_text_that_they_are(String bytes, String recorded)
            throws IOException {
        enabled = !enabled;
        String id = "agent-" + UUID.randomUUID();
        String body =
                "{\"enabled\": " + enabled + ", \"allowlist\": {\"roles\": [], \"groups\": []}}";

        String answer =
                exchange(
                        "PUT "
                                + Given.STUDIO
                                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer "
                                + admin.token()
                                + "\r\nX-Request-Id: "
                                + id
                                + "\r\nUser-Agent: "
                                + bytes
                                + "\r\nContent-Type: application/json\r\nContent-Length: "
                                + body.length()
                                + "\r\n\r\n"
                                + body);

        assertThat(answer).startsWith("HTTP/1.1 200 ");
        JsonNode entry = admin.read(Given.AUDIT + "?limit=1").data().get(0);
        assertThat(entry.get("user_agent").asString()).isEqualTo(recorded);
        assertThat(entry.get("ip").asString()).isEqualTo("127.0.0.1");
    }

    @Test
    @Tag("thorough")
    void a_client_of_a_gateway_on_ipv6_is_recorded_without_brackets() {
        try (SideNode gateway =
                Deployment.another("gateway-on-ipv6", "gateway", Map.of("SERVER_ADDRESS", "::1"))) {
            admin.at(gateway.address())
                    .post(Given.PLUGINS + "/" + Scene.PLUGIN + "/enable")
                    .send()
                    .expect(200);
        }
        JsonNode entry = admin.read(Given.AUDIT + "?limit=1").data().get(0);
        assertThat(entry.get("ip").asString()).isEqualTo("::1");
    }

    private static String exchange(String message) throws IOException {
        URI address = Deployment.address();
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(message.getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
