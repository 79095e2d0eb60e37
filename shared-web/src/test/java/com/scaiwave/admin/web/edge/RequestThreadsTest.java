package com.scaiwave.admin.web.edge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@NullMarked
class RequestThreadsTest {
    private static final String WHOLE =
            "PUT /tell HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nwhole";
    private static final int PATIENCE_MILLIS = 30_000;

    private final Server server = new Server(new QueuedThreadPool(RequestThreads.MOST + 50));
    private final ServerConnector connector = new ServerConnector(server);
    private final CountDownLatch crowd = new CountDownLatch(RequestThreads.MOST + 100);
    private final List<Socket> sockets = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        server.addConnector(connector);
        server.setHandler(new RequestThreads(new Telling()));
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.stop();
    }

    @Test
    void a_write_that_is_there_as_a_whole_runs_on_a_thread_of_the_server() throws IOException {
        Socket client = connect();
        assertThat(answer(client, WHOLE)).isEqualTo("platform whole");
        assertThat(answer(client, "POST /tell HTTP/1.1\r\nHost: a\r\n\r\n")).isEqualTo("platform ");
    }

    @Test
    void a_read_has_a_thread_of_its_own() throws IOException {
        Socket client = connect();
        assertThat(answer(client, "GET /tell HTTP/1.1\r\nHost: a\r\n\r\n")).isEqualTo("virtual ");
    }

    @Test
    void a_body_that_comes_in_pieces_is_read_to_its_end() throws IOException {
        Socket client = connect();
        send(client, "PUT /tell HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nfirst");
        assertThat(answer(client, " piece")).endsWith(" first piece");
        send(
                client,
                "PUT /tell HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nchunk");
        assertThat(answer(client, "\r\n0\r\n\r\n")).isEqualTo("virtual chunk");
    }

    @Test
    void an_error_on_a_thread_of_its_own_is_answered() throws IOException {
        Socket client = connect();
        send(client, "GET /fail HTTP/1.1\r\nHost: a\r\n\r\n");
        String status =
                new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8))
                        .readLine();
        assertThat(status).startsWith("HTTP/1.1 500 ");
    }

    @Test
    void a_body_that_nobody_reads_leaves_the_connection_as_it_was() throws IOException {
        Socket client = connect();
        for (int n = 0; n < 3; n++) {
            send(client, "PUT /ignore HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nwhole");
            assertThat(answer(client)).isEqualTo("platform ");
        }
    }

    @Test
    void clients_that_never_send_the_rest_keep_nobody_out() throws IOException {
        for (int n = 0; n < 2 * RequestThreads.MOST; n++) {
            send(connect(), "PUT /tell HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nwho");
        }
        Socket client = connect();
        assertThat(answer(client, WHOLE)).isEqualTo("platform whole");
    }

    @Test
    void more_writes_at_once_than_the_server_has_threads_for_run_all_the_same() throws IOException {
        List<Socket> clients = new ArrayList<>();
        for (long n = crowd.getCount(); n > 0; n--) {
            Socket client = connect();
            clients.add(client);
            send(client, "PUT /crowd HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nwhole");
        }
        List<String> answers = new ArrayList<>();
        for (Socket client : clients) {
            answers.add(answer(client));
        }
        assertThat(answers).containsOnly("platform whole", "virtual whole");
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), connector.getLocalPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        sockets.add(socket);
        return socket;
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(UTF_8));
        client.getOutputStream().flush();
    }

    /** The body of the response to a request, or to the rest of one. */
    private static String answer(Socket client, String request) throws IOException {
        send(client, request);
        return answer(client);
    }

    /** The body of the next response. */
    private static String answer(Socket client) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
        assertThat(in.readLine()).isEqualTo("HTTP/1.1 200 OK");
        int length = 0;
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            if (line.startsWith("Content-Length: ")) {
                length = Integer.parseInt(line.substring("Content-Length: ".length()));
            }
        }
        StringBuilder body = new StringBuilder();
        while (body.length() < length) {
            body.append((char) in.read());
        }
        return body.toString();
    }

    /** Answers with the kind of its thread, and the body. */
    private final class Telling extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback)
                throws Exception {
            String path = request.getHttpURI().getPath();
            String body = path.equals("/ignore") ? "" : Content.Source.asString(request, UTF_8);
            if (path.equals("/fail")) {
                throw new StackOverflowError("for the test");
            }
            if (path.equals("/crowd")) {
                crowd.countDown();
                assertThat(crowd.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
            }
            String kind = Thread.currentThread().isVirtual() ? "virtual" : "platform";
            Content.Sink.write(response, true, kind + " " + body, callback);
            return true;
        }
    }
}
