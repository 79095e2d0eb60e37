package com.scaiwave.admin.bench.rows;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.bench.bed.Product.Tenant;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The requests of one server's clients, prepared once and sent often. Each write changes something:
 * the configuration of a tenant alternates between two.
 */
final class Traffic {
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final List<byte[]> gets = new ArrayList<>();
    private final List<List<byte[]>> puts = new ArrayList<>();
    private final int[] written;

    Traffic(URI door, List<Tenant> tenants) {
        // Names of its own, so that its first writes change what another has written, too.
        int number = COUNT.incrementAndGet();
        for (Tenant tenant : tenants) {
            gets.add(request("GET", door, tenant, ""));
            puts.add(
                    List.of(
                            request("PUT", door, tenant, body("Friendly " + number)),
                            request("PUT", door, tenant, body("Formal " + number))));
        }
        this.written = new int[tenants.size()];
    }

    /** Clients that write, each in turn to tenants of its own. */
    List<Supplier<byte[]>> writers(int clients) {
        List<Supplier<byte[]>> writers = new ArrayList<>();
        for (int n = 0; n < clients; n++) {
            writers.add(new Writer(n % puts.size(), clients));
        }
        return writers;
    }

    /** Clients that read, each in turn from all tenants. */
    List<Supplier<byte[]>> readers(int clients) {
        List<Supplier<byte[]>> readers = new ArrayList<>();
        for (int n = 0; n < clients; n++) {
            readers.add(new Reader(n * 31 % gets.size()));
        }
        return readers;
    }

    private static byte[] request(String method, URI door, Tenant tenant, String body) {
        String length =
                body.isEmpty()
                        ? ""
                        : "Content-Type: application/json\r\nContent-Length: %d\r\n"
                                .formatted(body.getBytes(UTF_8).length);
        return """
        %s /v1/admin/ai-config HTTP/1.1\r
        Host: %s:%d\r
        User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0\r
        Accept: application/json\r
        Authorization: Bearer %s\r
        %s\r
        %s\
        """
                .formatted(method, door.getHost(), door.getPort(), tenant.token(), length, body)
                .getBytes(UTF_8);
    }

    private static String body(String name) {
        return """
        {"default_model": "claude-sonnet-4-6", "enabled_models": ["claude-sonnet-4-6", "scailar-pro"], \
        "system_prompt_templates": [{"name": "%s", "prompt": "%s"}, {"name": "Terse", "prompt": "%s"}], \
        "scaigrid_auth_mode": "per_user_exchange"}\
        """
                .formatted(name, LogDatabase.PROMPT, LogDatabase.PROMPT);
    }

    private final class Writer implements Supplier<byte[]> {
        private final int first;
        private final int step;
        private int tenant;

        Writer(int first, int step) {
            this.first = first;
            this.step = step;
            this.tenant = first;
        }

        @Override
        public byte[] get() {
            byte[] request = puts.get(tenant).get(written[tenant]++ & 1);
            tenant = tenant + step < puts.size() ? tenant + step : first;
            return request;
        }
    }

    private final class Reader implements Supplier<byte[]> {
        private int tenant;

        Reader(int first) {
            this.tenant = first;
        }

        @Override
        public byte[] get() {
            byte[] request = gets.get(tenant);
            tenant = (tenant + 1) % gets.size();
            return request;
        }
    }
}
