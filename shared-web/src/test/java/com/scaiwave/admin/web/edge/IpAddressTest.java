package com.scaiwave.admin.web.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

@NullMarked
class IpAddressTest {
    private static final TrustedProxies PROXIES =
            proxies("10.0.0.0/8", "2001:db8::/32", "192.0.2.7", "[::1]", "::ffff:172.16.0.0/108");

    @Test
    void the_address_is_the_connections() {
        assertThat(of("203.0.113.9", null)).isEqualTo("203.0.113.9");
    }

    @Test
    void a_client_that_is_no_proxy_is_not_believed() {
        assertThat(of("203.0.113.9", "198.51.100.1")).isEqualTo("203.0.113.9");
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

        assertThat(IpAddress.ofClient(request, PROXIES)).isEqualTo("198.51.100.1");
    }

    @Test
    void nobody_is_trusted_by_default() {
        MockHttpServletRequest request = request("127.0.0.1", "198.51.100.1");

        assertThat(IpAddress.ofClient(request, proxies())).isEqualTo("127.0.0.1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            textBlock =
                    """
                    203.0.113.7:51008          | 203.0.113.7
                    203.0.113.7                | 203.0.113.7
                    2001:db9::7                | 2001:db9::7
                    [2001:db9::7]              | 2001:db9::7
                    [2001:db9::7]:51008        | 2001:db9::7
                    "[2001:db9::7]:51008"      | 2001:db9::7
                    "203.0.113.7"              | 203.0.113.7
                    2001:DB9:0:0:0:0:0:7       | 2001:db9::7
                    2001:db9:0:1:0:0:1:7       | 2001:db9:0:1::1:7
                    2001:db9:0:0:1:0:0:7       | 2001:db9::1:0:0:7
                    2001:db9:1:2:3:4:0:7       | 2001:db9:1:2:3:4:0:7
                    0:0:0:0:0:0:0:0            | ::
                    ::ffff:203.0.113.7         | 203.0.113.7
                    [::ffff:cb00:7107]:80      | 203.0.113.7
                    fe80::1%eth0               | fe80::1
                    [fe80::1%25eth0]:80        | fe80::1
                    203.0.113.256              | 10.1.2.3
                    203.0.113                  | 10.1.2.3
                    7                          | 10.1.2.3
                    203.0.113.07               | 10.1.2.3
                    203.0.113.7:               | 10.1.2.3
                    203.0.113.7:http           | 10.1.2.3
                    203.0.113.7:123456         | 10.1.2.3
                    [203.0.113.7]              | 10.1.2.3
                    [2001:db9::7               | 10.1.2.3
                    2001:db9::7::1             | 10.1.2.3
                    unknown                    | 10.1.2.3
                    localhost                  | 10.1.2.3
                    """)
    void an_address_is_written_in_one_way_however_a_proxy_wrote_it(String sent, String recorded) {
        assertThat(of("10.1.2.3", sent)).isEqualTo(recorded);
    }

    @ParameterizedTest
    @CsvSource({
        "10.1.2.3, 198.51.100.1",
        "192.0.2.7, 198.51.100.1",
        "192.0.2.8, 192.0.2.8",
        "2001:db8::1, 198.51.100.1",
        "2001:db9::1, 2001:db9::1",
        "[::1], 198.51.100.1",
        "::1, 198.51.100.1",
        "0:0:0:0:0:0:0:1, 198.51.100.1",
        "::ffff:10.1.2.3, 198.51.100.1",
        "[::ffff:172.16.9.9], 198.51.100.1",
        "172.31.0.1, 198.51.100.1",
        "172.32.0.1, 172.32.0.1",
        "[2001:db8:0:0:0:0:0:1], 198.51.100.1",
        "[fe80:0:0:0:0:0:0:1%eth0], fe80::1",
        "[2001:db9:0:0:0:0:0:1], 2001:db9::1"
    })
    void a_proxy_is_known_however_its_address_is_written(String connection, String recorded) {
        assertThat(of(connection, "198.51.100.1")).isEqualTo(recorded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/",
                "10.0.0.0/8/8",
                "10.0.0.0/x",
                "::/129",
                "::ffff:10.0.0.0/8",
                "proxy.example",
                "10.0.0.1:80",
                "*",
                "10.0.0"
            })
    void what_is_no_range_is_refused_by_name(String range) {
        assertThatThrownBy(() -> TrustedProxies.of("scaiwave.edge.trusted-proxies", List.of(range)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "scaiwave.edge.trusted-proxies has '"
                                + range
                                + "', which is no address and no CIDR range");
    }

    private static TrustedProxies proxies(String... ranges) {
        return TrustedProxies.of("proxies", List.of(ranges));
    }

    private static String of(String connection, @Nullable String forwarded) {
        return IpAddress.ofClient(request(connection, forwarded), PROXIES);
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
