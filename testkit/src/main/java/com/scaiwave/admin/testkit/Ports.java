package com.scaiwave.admin.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;

/** Free ports on loopback, which a process can have again after it was killed. */
public final class Ports {
    private Ports() {}

    /** A port that is free at the moment. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static URI url(int port) {
        return URI.create("http://127.0.0.1:" + port);
    }
}
