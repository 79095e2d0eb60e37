package com.scaiwave.admin.web.edge;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;

/** A connector whose connections notice that their client has disconnected. */
final class ClientConnector extends ServerConnector {

    /**
     * Replaces a connector that has not been started, with the same settings.
     *
     * <p>A TLS client that disconnects is not noticed: its closing alert looks like more input.
     */
    ClientConnector(ServerConnector replaced) {
        super(
                replaced.getServer(),
                replaced.getExecutor(),
                replaced.getScheduler(),
                replaced.getByteBufferPool(),
                replaced.getAcceptors(),
                replaced.getSelectorManager().getSelectorCount(),
                replaced.getConnectionFactories().toArray(ConnectionFactory[]::new));
        setHost(replaced.getHost());
        setPort(replaced.getPort());
        setIdleTimeout(replaced.getIdleTimeout());
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(
            SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        ClientEndPoint endPoint =
                new ClientEndPoint(channel, selector, key, getScheduler(), getExecutor());
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }
}
