package com.scaiwave.admin.split.gateway;

import com.scaiwave.admin.testkit.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A gateway in front of two nodes of each side that answer what a test tells them to. */
@NullMarked
final class StartedGateway implements AutoCloseable {
    final FakeNode command1 = new FakeNode();
    final FakeNode command2 = new FakeNode();
    final FakeNode query1 = new FakeNode();
    final FakeNode query2 = new FakeNode();
    private final ConfigurableApplicationContext context;
    private final int port;

    StartedGateway(String... properties) {
        List<String> all =
                Stream.concat(
                                Stream.of(
                                        "--server.port=0",
                                        "--server.address=127.0.0.1",
                                        "--management.server.port=-1",
                                        "--scaiwave.shutdown.drain=0s",
                                        "--scaiwave.gateway.command-nodes="
                                                + command1.address()
                                                + ","
                                                + command2.address(),
                                        "--scaiwave.gateway.query-nodes="
                                                + query1.address()
                                                + ","
                                                + query2.address()),
                                Stream.of(properties))
                        .toList();
        context = new SpringApplication(GatewayConfiguration.class).run(all.toArray(String[]::new));
        port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    int port() {
        return port;
    }

    /** Sends a request without a body, and returns the whole answer. */
    String send(String method, String target, String... headers) throws IOException {
        return RawClient.exchange(port, head(method, target, headers));
    }

    /** Sends the head of a request, and leaves its connection open. */
    RawClient begin(String method, String target, String... headers) throws IOException {
        RawClient client = new RawClient(port);
        client.send(FakeNode.http(head(method, target, headers)));
        return client;
    }

    private static String head(String method, String target, String... headers) {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\nHost: x\n");
        for (String header : headers) {
            head.append(header).append('\n');
        }
        return head.append('\n').toString();
    }

    void awaitReadiness(String status) {
        Waiting.until("readiness is " + status, () -> readiness().startsWith("HTTP/1.1 " + status));
    }

    private String readiness() {
        try {
            return send("GET", "/actuator/health/readiness");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<FakeNode.Seen> commands() {
        return Stream.of(command1, command2).flatMap(n -> n.seen().stream()).toList();
    }

    List<FakeNode.Seen> queries() {
        return Stream.of(query1, query2).flatMap(n -> n.seen().stream()).toList();
    }

    void commandsAnswer(FakeNode.Answering how) {
        command1.answers(how);
        command2.answers(how);
    }

    void queriesAnswer(FakeNode.Answering how) {
        query1.answers(how);
        query2.answers(how);
    }

    /** Clears what the nodes were sent and told. */
    void reset() {
        for (FakeNode node : nodes()) {
            node.seen().clear();
            node.answers((_, out) -> out.write(FakeNode.ok("{}")));
        }
    }

    List<FakeNode> nodes() {
        return List.of(command1, command2, query1, query2);
    }

    void stop() {
        context.close();
    }

    @Override
    public void close() {
        stop();
        nodes().forEach(FakeNode::close);
    }
}
