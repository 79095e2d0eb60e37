package com.scaiwave.admin.web.edge;

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
import org.eclipse.jetty.server.Request;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The HTTP server of a process, whether it has the edge's checks or passes requests on to it. */
@Configuration(proxyBeanMethods = false)
public class ServerConfiguration {

    @Bean
    FrameworkErrors frameworkErrors() {
        return new FrameworkErrors();
    }

    /**
     * Jetty hands every path on as it was written: the routes are the one parser. Messages that two
     * servers could read in two ways are refused, and what Jetty refuses answers as we do.
     */
    @Bean
    WebServerFactoryCustomizer<JettyServletWebServerFactory> jetty() {
        return factory ->
                factory.addServerCustomizers(server -> {
                    server.setErrorHandler(new ContainerErrors());
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
                    }
                    for (ServletHandler servlets : server.getDescendants(ServletHandler.class)) {
                        servlets.setDecodeAmbiguousURIs(true);
                    }
                });
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
