package com.scaiwave.admin.web.edge;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;

/** Listens where another connector would, with connections that notice when their client leaves. */
final class ClientConnector extends ServerConnector {

    /**
     * In place of a connector that was not started.
     *
     * <p>Clients that speak TLS are not looked at: the alert that ends their stream hides its end.
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
