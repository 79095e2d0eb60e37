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
 * The HTTP server of a process, whether it has the edge's checks or passes requests on to it. All
 * of them have the same limits.
 */
@Configuration(proxyBeanMethods = false)
public class ServerConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(ServerConfiguration.class);

    /** Of the server itself: acceptor, selectors, what reads heads and completes answers. */
    private static final int OWN_THREADS = 50;

    /** Event streams, slow bodies and idle connections of proxies, all together. */
    private static final int CONNECTIONS = 8192;

    /** How many may be connected, and not accepted yet. */
    private static final int BACKLOG = 1024;

    /** When all connections are taken, idle ones go sooner; a stream has a heartbeat each 15 s. */
    private static final long CROWDED_MILLIS = 20_000;

    /** What the kernel keeps of an answer that its client does not take. */
    private static final int SEND_BUFFER = 256 << 10;

    @Bean
    FrameworkErrors frameworkErrors() {
        return new FrameworkErrors();
    }

    /**
     * A thread that everything depends on can die of a lack of memory, and leave half a process.
     */
    @Bean
    ApplicationListener<ApplicationStartedEvent> outOfMemoryIsTheEnd() {
        return _ -> {
            String flag = "ExitOnOutOfMemoryError";
            if (ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .getVMOption(flag)
                    .getValue()
                    .equals("false")) {
                LOG.atWarn().addKeyValue("missing", "-XX:+" + flag).log("start the JVM with it");
            }
        };
    }

    /**
     * Jetty hands every path on as it was written: the routes are the one parser. Messages that two
     * servers could read in two ways are refused, and what Jetty refuses answers as we do.
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
                    // It pays where each request of a connection has the same headers: here
                    // tokens and tenants change, and each would be put into a trie.
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
     * RFC 9112, sections 3.2 and 6.1: a request's target has no fragment, HTTP/1.0 has no transfer
     * encoding, and of those that there are we know one.
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
