package com.scaiwave.admin.log;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.scaiwave.admin.log.StorageUnderTest.Cut;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;
import org.jspecify.annotations.NullMarked;
import org.postgresql.ds.PGSimpleDataSource;

/** A proxy between a client and PostgreSQL that cuts the connection on demand. */
@NullMarked
final class CuttingProxy implements AutoCloseable {
    private static final String APPEND = ".append(";

    private final PGSimpleDataSource target;
    private final ServerSocket door;
    private final Thread doorkeeper;
    private final AtomicReference<Cut> next = new AtomicReference<>(Cut.NONE);

    CuttingProxy(DataSource target) throws IOException {
        this.target = (PGSimpleDataSource) target;
        this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        this.doorkeeper = Thread.ofVirtual().start(this::accept);
    }

    /** Cuts the connection of the next append. */
    void cutNextAppend(Cut cut) {
        next.set(cut);
    }

    /** Connections through this proxy. */
    DataSource dataSource() {
        PGSimpleDataSource through = new PGSimpleDataSource();
        through.setServerNames(new String[] {door.getInetAddress().getHostAddress()});
        through.setPortNumbers(new int[] {door.getLocalPort()});
        through.setDatabaseName(target.getDatabaseName());
        through.setUser(target.getUser());
        return through;
    }

    /** No new connection is accepted after it returns. */
    @Override
    public void close() {
        try {
            door.close();
            doorkeeper.join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void accept() {
        try {
            while (!door.isClosed()) {
                Socket client = door.accept();
                Socket server = new Socket(target.getServerNames()[0], target.getPortNumbers()[0]);
                Connection connection = new Connection(client, server);
                Thread.ofVirtual().start(connection::requests);
                Thread.ofVirtual().start(connection::answers);
            }
        } catch (IOException e) {
            // The door was closed.
        }
    }

    private final class Connection {
        private final Socket client;
        private final Socket server;
        private volatile Cut cut = Cut.NONE;

        Connection(Socket client, Socket server) {
            this.client = client;
            this.server = server;
        }

        void requests() {
            pump(
                    client,
                    server,
                    bytes -> {
                        if (bytes.contains(APPEND)) {
                            cut = next.getAndSet(Cut.NONE);
                        }
                        return cut != Cut.BEFORE_THE_REQUEST;
                    });
        }

        void answers() {
            pump(
                    server,
                    client,
                    _ -> {
                        if (cut == Cut.BEFORE_THE_ANSWER_AND_FOR_GOOD) {
                            close();
                        }
                        return cut == Cut.NONE;
                    });
        }

        private void pump(Socket from, Socket to, Gate gate) {
            byte[] buffer = new byte[64 * 1024];
            try (from;
                    to) {
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream();
                for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                    if (!gate.lets(new String(buffer, 0, n, ISO_8859_1))) {
                        return;
                    }
                    out.write(buffer, 0, n);
                }
            } catch (IOException e) {
                // The other direction has closed both sockets.
            }
        }
    }

    @FunctionalInterface
    private interface Gate {
        boolean lets(String bytes);
    }
}
