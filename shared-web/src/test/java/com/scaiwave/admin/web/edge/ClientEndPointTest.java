package com.scaiwave.admin.web.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jetty reads on in one way on the thread that has read the request, in another elsewhere. */
@NullMarked
@Timeout(60)
class ClientEndPointTest {
    private static final int PATIENCE_MILLIS = 30_000;

    private final Server server = new Server();
    private final ServerConnector connector = new ClientConnector(new ServerConnector(server));
    private final Semaphore arrived = new Semaphore(0);
    private final Semaphore looks = new Semaphore(0);
    private volatile boolean left;

    @BeforeEach
    void start() throws Exception {
        server.addConnector(connector);
        server.setHandler(new Looking());
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        server.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/here", "/apart"})
    void a_client_that_waits_is_there(String path) throws Exception {
        try (Socket client = connect()) {
            for (int n = 0; n < 3; n++) {
                request(client, path);
                assertAnswered(client, path);
                assertThat(left).isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/here", "/apart"})
    void one_that_sends_no_more_has_left_and_still_gets_an_answer(String path) throws Exception {
        try (Socket client = connect()) {
            request(client, path);
            client.shutdownOutput();
            assertAnswered(client, path);
            assertThat(left).isTrue();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/here", "/apart"})
    void what_has_arrived_meanwhile_is_the_next_request(String path) throws Exception {
        try (Socket client = connect()) {
            send(client, get(path));
            for (int n = 0; n < 100; n++) {
                arrived.acquire();
                send(client, get(path));
                assertAnswered(client, path);
                assertThat(left).isFalse();
            }
            arrived.acquire();
            assertAnswered(client, path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/here", "/apart"})
    void the_first_byte_of_the_next_request_is_kept(String path) throws Exception {
        try (Socket client = connect()) {
            request(client, path);
            send(client, "G");
            assertAnswered(client, path);
            send(client, "ET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
            arrived.acquire();
            assertAnswered(client, path);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/here", "/apart"})
    void a_client_that_leaves_behind_its_next_request_gets_both_answers(String path)
            throws Exception {
        try (Socket client = connect()) {
            request(client, path);
            send(client, get("/there"));
            client.shutdownOutput();
            assertAnswered(client, path);
            assertThat(answer(client)).isEqualTo("/there");
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    /** Sends a request, and waits until it has arrived. */
    private void request(Socket client, String path) throws Exception {
        send(client, get(path));
        arrived.acquire();
    }

    /** Lets the server look at its client, and checks its answer. */
    private void assertAnswered(Socket client, String path) throws IOException {
        looks.release();
        assertThat(answer(client)).isEqualTo(path);
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n";
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(UTF_8));
        client.getOutputStream().flush();
    }

    /** The body of the next response, and not a byte more. */
    private static String answer(Socket client) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = client.getInputStream().read();
            assertThat(next).as(head.toString()).isNotNegative();
            head.append((char) next);
        }
        assertThat(head).startsWith("HTTP/1.1 200 OK");
        String length = head.substring(head.indexOf("Content-Length: ") + 16).split("\r", 2)[0];
        return new String(client.getInputStream().readNBytes(Integer.parseInt(length)), UTF_8);
    }

    /** Looks at its client when the test says so, and answers with its path. */
    private final class Looking extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            if (request.getHttpURI().getPath().equals("/apart")) {
                Thread.ofVirtual().start(() -> look(request, response, callback));
            } else {
                look(request, response, callback);
            }
            return true;
        }

        private void look(Request request, Response response, Callback callback) {
            String path = request.getHttpURI().getPath();
            if (!path.equals("/there")) {
                arrived.release();
                looks.acquireUninterruptibly();
                hasLeft(request);
                left = hasLeft(request);
            }
            Content.Sink.write(response, true, path, callback);
        }

        private boolean hasLeft(Request request) {
            return request.getConnectionMetaData().getConnection().getEndPoint()
                            instanceof ClientEndPoint client
                    && client.hasLeft();
        }
    }
}
