package com.scaiwave.admin.web.edge;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.eclipse.jetty.ee11.servlet.ServletHandler;
import org.eclipse.jetty.http.HttpCompliance;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The HTTP server of a process, be it a node with the edge's checks or the gateway. All have the
 * same limits.
 */
@Configuration(proxyBeanMethods = false)
public class ServerConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(ServerConfiguration.class);

    /**
     * The server's own threads: acceptor, selectors, and those that read headers and complete
     * answers.
     */
    private static final int OWN_THREADS = 50;

    /** The limit of connections: event streams, slow bodies and idle ones of proxies together. */
    private static final int CONNECTIONS = 8192;

    /** How many connections may wait to be accepted. */
    private static final int BACKLOG = 1024;

    /**
     * The idle timeout while all connections are taken. An event stream has a heartbeat every 15 s.
     */
    private static final long CROWDED_MILLIS = 20_000;

    /** How many bytes the kernel buffers of an answer that its client does not read. */
    private static final int SEND_BUFFER = 256 << 10;

    @Bean
    FrameworkErrors frameworkErrors() {
        return new FrameworkErrors();
    }

    /**
     * Warns if the JVM survives running out of memory: that may kill a thread that all others
     * depend on.
     */
    @Bean
    ApplicationListener<ApplicationStartedEvent> outOfMemoryIsTheEnd() {
        return _ -> {
            String flag = "ExitOnOutOfMemoryError";
            if (ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .getVMOption(flag)
                    .getValue()
                    .equals("false")) {
                LOG.atWarn().addKeyValue("missing", "-XX:+" + flag).log("a JVM option is missing");
            }
        };
    }

    /**
     * Jetty passes paths on undecoded, as only the routes parse them. It refuses messages that two
     * servers could read in different ways. Its refusals have the API's envelope.
     */
    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> jetty() {
        return factory -> {
            factory.setThreadPool(new QueuedThreadPool(RequestThreads.MOST + OWN_THREADS));
            factory.addServerCustomizers(server -> {
                server.setErrorHandler(new ContainerErrors());
                server.setHandler(new RequestThreads(server.getHandler()));
                server.setConnectors(
                        Stream.of(server.getConnectors())
                                .map(ServerConfiguration::watching)
                                .toArray(Connector[]::new));
                NetworkConnectionLimit limit =
                        new NetworkConnectionLimit(CONNECTIONS, server.getConnectors());
                limit.setEndPointIdleTimeout(CROWDED_MILLIS);
                server.addBean(limit);
                for (Connector connector : server.getConnectors()) {
                    HttpConfiguration http =
                            connector
                                    .getConnectionFactory(HttpConnectionFactory.class)
                                    .getHttpConfiguration();
                    http.setHttpCompliance(HttpCompliance.STRICT);
                    http.setUriCompliance(UriCompliance.UNSAFE);
                    // The cache pays only if all requests of a connection have the same headers.
                    // Here tokens and tenants vary, and each value would be added to a trie.
                    http.setHeaderCacheSize(0);
                    http.addCustomizer(ServerConfiguration::refuseDoubtful);
                    if (connector instanceof ServerConnector tcp) {
                        tcp.setAcceptQueueSize(BACKLOG);
                        tcp.setAcceptedSendBufferSize(SEND_BUFFER);
                    }
                }
                for (ServletHandler servlets : server.getDescendants(ServletHandler.class)) {
                    servlets.setDecodeAmbiguousURIs(true);
                }
            });
        };
    }

    private static Connector watching(Connector connector) {
        return connector instanceof ServerConnector tcp ? new ClientConnector(tcp) : connector;
    }

    /**
     * RFC 9112, sections 3.2 and 6.1: refuses a fragment in the target, a transfer encoding in
     * HTTP/1.0, and any transfer encoding but {@code chunked}.
     */
    private static Request refuseDoubtful(Request request, HttpFields.Mutable responseHeaders) {
        String encoding = request.getHeaders().get(HttpHeader.TRANSFER_ENCODING);
        boolean coded =
                encoding != null
                        && (!encoding.equalsIgnoreCase("chunked")
                                || request.getConnectionMetaData().getHttpVersion()
                                        == HttpVersion.HTTP_1_0);
        if (coded || request.getHttpURI().getFragment() != null) {
            throw new HttpException.RuntimeException(HttpStatus.BAD_REQUEST_400);
        }
        return request;
    }
}
