package com.scaiwave.admin.contract.harness;

import com.scaiwave.admin.testkit.http.Call;
import com.scaiwave.admin.testkit.http.Head;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;

/** HTTP/1.1 by hand, for requests that no client would send. */
final class Raw {

    private static final int PATIENCE_MILLIS = 60_000;

    private Raw() {}

    static Response exchange(Request request) {
        URI address = request.address();
        Call call = request.call();
        byte[] body = call.body();
        try (var socket = new Socket(address.getHost(), address.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(call.head(address));
            if (body != null) {
                socket.getOutputStream().write(body);
            }
            return parse(request, socket.getInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(request + " got no answer", e);
        }
    }

    static Response parse(Request request, InputStream in) throws IOException {
        Head head = Head.read(in);
        byte[] body = head.body(request.method(), in).readAllBytes();
        return new Response(request.toString(), head.status(), head.headers(), body);
    }
}
