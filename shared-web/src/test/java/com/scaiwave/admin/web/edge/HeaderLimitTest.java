package com.scaiwave.admin.web.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that accepts 17 KiB, as a node does. */
@NullMarked
class HeaderLimitTest {
    private static final int PATIENCE_MILLIS = 30_000;

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 0, 200",
        "10.0.0.1, 1, 431",
        "10.0.0.1, 900, 431",
        "127.0.0.0/8, 0, 200",
        "127.0.0.0/8, 1, 200",
        "127.0.0.0/8, 1024, 200",
        "127.0.0.0/8, 1025, 431"
    })
    void only_a_trusted_proxy_may_send_more_than_16_kib(String trusted, int more, int status)
            throws Exception {
        assertThat(statusLine(trusted, head((16 << 10) + more))).startsWith("HTTP/1.1 " + status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT a:1", "OPTIONS *", "GET http://a", "GET http://a?b"})
    void a_target_without_a_path_is_no_error_of_the_server(String start) throws Exception {
        assertThat(statusLine("10.0.0.1", start + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .matches("HTTP/1.1 [24].*");
    }

    private static String statusLine(String trusted, String request) throws Exception {
        HttpConfiguration http = new HttpConfiguration();
        http.setRequestHeaderSize(17 << 10);
        http.addCustomizer(new HeaderLimit(TrustedProxies.of("test", List.of(trusted))));
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server, new HttpConnectionFactory(http));
        server.addConnector(connector);
        server.setErrorHandler(new ContainerErrors());
        server.setHandler(new Done());
        server.start();
        try (Socket client =
                new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort())) {
            client.setSoTimeout(PATIENCE_MILLIS);
            client.getOutputStream().write(request.getBytes(UTF_8));
            return new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8))
                    .readLine();
        } finally {
            server.stop();
        }
    }

    /** A request of exactly this many bytes. */
    private static String head(int size) {
        String start = "GET /a?b=c HTTP/1.1\r\nHost: a\r\nX-Long: ";
        String end = "\r\n\r\n";
        return start + "x".repeat(size - start.length() - end.length()) + end;
    }

    private static final class Done extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            callback.succeeded();
            return true;
        }
    }
}
