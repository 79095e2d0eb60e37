package com.scaiwave.admin.torture.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A network on loopback between nodes and PostgreSQL, with the faults that it is told to have. */
public final class Proxy implements AutoCloseable {
    private enum State {
        OPEN,
        /** Connections are reset, and new ones are refused. */
        CUT,
        /** Connections stay open, new ones are accepted, and no bytes pass. */
        BLACK_HOLE
    }

    private final int target;
    private final ServerSocket door;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private State state = State.OPEN;
    private Duration delay = Duration.ZERO;

    Proxy(int target) throws IOException {
        this.target = target;
        this.door = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("proxy").start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    public void cut() {
        become(State.CUT, Duration.ZERO);
        sockets.forEach(Proxy::close);
    }

    public void swallow() {
        become(State.BLACK_HOLE, Duration.ZERO);
    }

    /** Delays every byte, in each direction. */
    public void slow(Duration each) {
        become(State.OPEN, each);
    }

    /**
     * Ends all faults. Bytes that a black hole swallowed are lost, so its connections are reset.
     */
    public void heal() {
        boolean lossy = state() == State.BLACK_HOLE;
        become(State.OPEN, Duration.ZERO);
        if (lossy) {
            sockets.forEach(Proxy::close);
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sockets.forEach(Proxy::close);
    }

    private synchronized void become(State next, Duration each) {
        state = next;
        delay = each;
    }

    private synchronized State state() {
        return state;
    }

    private synchronized Duration delay() {
        return delay;
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Thread.ofVirtual().start(() -> serve(client));
            } catch (IOException e) {
                // The listening socket was closed.
            }
        }
    }

    private void serve(Socket client) {
        sockets.add(client);
        if (state() == State.CUT) {
            close(client);
            sockets.remove(client);
            return;
        }
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(server);
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> pump(client, server));
            pump(server, client);
        } catch (IOException e) {
            close(client);
        } finally {
            sockets.remove(client);
        }
    }

    private void pump(Socket from, Socket to) {
        byte[] buffer = new byte[32 * 1024];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                Thread.sleep(delay());
                if (state() == State.OPEN) {
                    out.write(buffer, 0, n);
                }
            }
        } catch (IOException e) {
            // The thread of the other direction has closed both sockets.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(from);
            sockets.remove(to);
        }
    }

    /** Closes a socket with a reset, as a network does that comes back. */
    private static void close(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // It is closed already.
        }
    }
}
