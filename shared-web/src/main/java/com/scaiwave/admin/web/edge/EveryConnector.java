package com.scaiwave.admin.web.edge;

import java.util.function.Consumer;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;

/** Changes how the server speaks HTTP, at every port it listens on. */
public record EveryConnector(Consumer<HttpConfiguration> change)
        implements WebServerFactoryCustomizer<JettyServletWebServerFactory> {
    @Override
    public void customize(JettyServletWebServerFactory factory) {
        factory.addServerCustomizers(server -> {
            for (Connector connector : server.getConnectors()) {
                change.accept(
                        connector
                                .getConnectionFactory(HttpConnectionFactory.class)
                                .getHttpConfiguration());
            }
        });
    }
}
