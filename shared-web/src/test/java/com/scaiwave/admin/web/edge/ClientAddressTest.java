package com.scaiwave.admin.web.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

@NullMarked
class ClientAddressTest {
    private static final List<String> PROXIES = List.of("10.0.0.0/8", "2001:db8::/32", "192.0.2.7");

    @Test
    void the_address_is_the_connections() {
        assertThat(of("203.0.113.9", null)).isEqualTo("203.0.113.9");
    }

    @Test
    void a_client_that_is_no_proxy_is_not_believed() {
        assertThat(of("203.0.113.9", "198.51.100.1")).isEqualTo("203.0.113.9");
    }

    @Test
    void a_proxy_is() {
        assertThat(of("10.1.2.3", "198.51.100.1")).isEqualTo("198.51.100.1");
        assertThat(of("192.0.2.7", "198.51.100.1")).isEqualTo("198.51.100.1");
        assertThat(of("192.0.2.8", "198.51.100.1")).isEqualTo("192.0.2.8");
        assertThat(of("2001:db8::1", "198.51.100.1")).isEqualTo("198.51.100.1");
        assertThat(of("2001:db9::1", "198.51.100.1")).isEqualTo("2001:db9::1");
    }

    @Test
    void what_stands_left_of_an_unknown_address_anybody_may_have_written() {
        assertThat(of("10.1.2.3", "1.1.1.1, 198.51.100.1, 10.9.9.9")).isEqualTo("198.51.100.1");
    }

    @Test
    void what_is_no_address_ends_the_way_back() {
        assertThat(of("10.1.2.3", "198.51.100.1, example.org")).isEqualTo("10.1.2.3");
        assertThat(of("10.1.2.3", "")).isEqualTo("10.1.2.3");
        assertThat(of("10.1.2.3", "a, 10.9.9.9")).isEqualTo("10.9.9.9");
    }

    @Test
    void a_proxy_that_adds_a_line_of_its_own_is_believed_and_not_the_lines_above_it() {
        MockHttpServletRequest request = request("10.1.2.3", "1.1.1.1");
        request.addHeader("X-Forwarded-For", "198.51.100.1");

        assertThat(ClientAddress.of(request, PROXIES)).isEqualTo("198.51.100.1");
    }

    @Test
    void nobody_is_trusted_by_default() {
        MockHttpServletRequest request = request("127.0.0.1", "198.51.100.1");

        assertThat(ClientAddress.of(request, List.of())).isEqualTo("127.0.0.1");
    }

    private static String of(String connection, @Nullable String forwarded) {
        return ClientAddress.of(request(connection, forwarded), PROXIES);
    }

    private static MockHttpServletRequest request(String connection, @Nullable String forwarded) {
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(connection);
        if (forwarded != null) {
            request.addHeader("X-Forwarded-For", forwarded);
        }
        return request;
    }
}
