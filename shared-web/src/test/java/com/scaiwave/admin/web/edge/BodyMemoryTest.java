package com.scaiwave.admin.web.edge;

import static com.scaiwave.admin.web.refusal.ErrorCode.SW_MALFORMED_REQUEST;
import static com.scaiwave.admin.web.refusal.ErrorCode.SW_REQUEST_TIMEOUT;
import static com.scaiwave.admin.web.refusal.ErrorCode.SW_UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.web.edge.BodyMemory.Share;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.DelegatingServletInputStream;
import org.springframework.mock.web.MockHttpServletRequest;

@NullMarked
class BodyMemoryTest {
    private static final int LARGE = 100_000;

    private final BodyMemory memory = new BodyMemory(10 * LARGE);

    @ParameterizedTest
    @CsvSource({
        "0, false", "1, false", "16384, false", "16385, false", "99999, false", "100000, false",
        "0, true", "1, true", "16384, true", "16385, true", "99999, true", "100000, true"
    })
    void a_body_is_read_to_its_end(int length, boolean chunked) {
        assertThat(read(request(length, chunked))).hasSize(length);
    }

    @ParameterizedTest
    @CsvSource({"100001, false", "100001, true", "500000, false", "500000, true"})
    void a_body_that_is_too_long_is_cut_off(int length, boolean chunked) {
        assertThat(read(request(length, chunked))).hasSize(LARGE);
    }

    @Test
    void what_has_arrived_counts_until_it_is_given_back() {
        List<Share> shares = new ArrayList<>();
        assertThatExceptionOfType(Refusal.Later.class)
                .isThrownBy(() -> {
                    while (shares.size() < 20) {
                        Share share = memory.share("client-" + shares.size() % 6);
                        shares.add(share);
                        share.read(request(LARGE, false), LARGE);
                    }
                })
                .extracting(Refusal::code)
                .isEqualTo(SW_UNAVAILABLE);
        assertThat(shares).hasSize(11);

        shares.forEach(Share::close);
        assertThat(read(request(LARGE, true))).hasSize(LARGE);
    }

    @Test
    void one_client_has_half_and_the_others_have_theirs() {
        List<Share> shares = new ArrayList<>();
        for (int n = 0; n < 5; n++) {
            shares.add(memory.share("greedy"));
            shares.getLast().read(request(LARGE, false), LARGE);
        }
        assertThatExceptionOfType(Refusal.Later.class)
                .isThrownBy(() -> memory.share("greedy").read(request(LARGE, false), LARGE));
        assertThat(read(request(LARGE, false))).hasSize(LARGE);
        shares.forEach(Share::close);
    }

    @Test
    void what_is_announced_and_does_not_arrive_counts_little() {
        for (int n = 0; n < 50; n++) {
            assertThat(refusal(broken(new SlowClient("slow")))).isEqualTo(SW_REQUEST_TIMEOUT);
        }
        assertThat(read(request(LARGE, false))).hasSize(LARGE);
    }

    @Test
    void a_body_that_breaks_off_leaves_its_share() {
        for (int n = 0; n < 100; n++) {
            assertThat(refusal(broken(new IOException("gone")))).isEqualTo(SW_MALFORMED_REQUEST);
        }
        assertThat(read(request(LARGE, false))).hasSize(LARGE);
    }

    private byte[] read(MockHttpServletRequest request) {
        try (Share share = memory.share("client")) {
            return share.read(request, LARGE);
        }
    }

    private ErrorCode refusal(MockHttpServletRequest request) {
        try {
            throw new AssertionError(read(request).length + " bytes");
        } catch (Refusal refusal) {
            return refusal.code();
        }
    }

    private static MockHttpServletRequest request(int length, boolean chunked) {
        MockHttpServletRequest request =
                new MockHttpServletRequest("PUT", "/") {
                    @Override
                    public long getContentLengthLong() {
                        return chunked ? -1 : length;
                    }
                };
        request.setContent(new byte[length]);
        if (chunked) {
            request.addHeader("Transfer-Encoding", "chunked");
        }
        return request;
    }

    /** A body that ends before it should. */
    private static MockHttpServletRequest broken(IOException failure) {
        return new MockHttpServletRequest() {
            @Override
            public long getContentLengthLong() {
                return LARGE;
            }

            @Override
            public ServletInputStream getInputStream() {
                return new DelegatingServletInputStream(failing(failure));
            }
        };
    }

    private static InputStream failing(IOException failure) {
        return new InputStream() {
            @Override
            public int read() throws IOException {
                throw failure;
            }

            @Override
            public int read(byte[] bytes, int from, int most) throws IOException {
                throw failure;
            }
        };
    }
}
