package com.scaiwave.admin.proofs.sealing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A server that stores what is sent by PUT, such as an object store. */
final class HttpTarget implements Target {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int MOST_BYTES = 1 << 20;

    private final URI url;
    private final HttpClient http;

    HttpTarget(URI url, HttpClient http) {
        this.url = url.toString().endsWith("/") ? url : URI.create(url + "/");
        this.http = http;
    }

    @Override
    public String name() {
        return url.toString();
    }

    @Override
    public byte @Nullable [] read(String path) {
        HttpResponse<byte[]> response = send(request(path).GET().build());
        return switch (response.statusCode()) {
            case 200 -> response.body();
            case 404, 410 -> null;
            default -> throw failed(path, response.statusCode());
        };
    }

    @Override
    public void write(String path, byte[] bytes) {
        HttpResponse<byte[]> response =
                send(request(path).PUT(BodyPublishers.ofByteArray(bytes)).build());
        if (response.statusCode() / 100 != 2) {
            throw failed(path, response.statusCode());
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).timeout(PATIENCE);
    }

    private HttpResponse<byte[]> send(HttpRequest request) {
        try {
            return http.send(
                    request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MOST_BYTES));
        } catch (IOException e) {
            throw new Unreachable(url + " does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Unreachable(url + " was not asked", e);
        }
    }

    private Unreachable failed(String path, int status) {
        return new Unreachable(
                url.resolve(path) + " answers " + status, new IOException("status " + status));
    }
}
