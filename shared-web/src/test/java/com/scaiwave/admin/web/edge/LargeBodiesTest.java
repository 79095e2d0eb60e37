package com.scaiwave.admin.web.edge;

import static com.scaiwave.admin.web.refusal.ErrorCode.SW_UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.web.document.ApiDocument;
import com.scaiwave.admin.web.document.Operation;
import com.scaiwave.admin.web.refusal.Refusal;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

@NullMarked
class LargeBodiesTest {
    private static final int LARGE = 20_000;
    private static final Operation OPERATION =
            ApiDocument.load().operations().stream()
                    .filter(o -> o.method().equals("PUT"))
                    .findFirst()
                    .orElseThrow();

    private final LargeBodies bodies = new LargeBodies();
    private final CountDownLatch rest = new CountDownLatch(1);
    private final CountDownLatch begun = new CountDownLatch(LargeBodies.MOST);

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void too_many_large_bodies_at_once_are_refused_and_small_ones_are_not(boolean chunked)
            throws Exception {
        List<CompletableFuture<Integer>> coming = new ArrayList<>();
        for (int n = 0; n < LargeBodies.MOST; n++) {
            CompletableFuture<Integer> length = new CompletableFuture<>();
            coming.add(length);
            Thread.ofVirtual().start(() -> length.complete(read(new Slow(LARGE))));
        }
        begun.await();

        assertThatExceptionOfType(Refusal.Later.class)
                .isThrownBy(() -> read(large(chunked)))
                .extracting(Refusal::code)
                .isEqualTo(SW_UNAVAILABLE);
        assertThat(read(small())).isEqualTo(2);

        rest.countDown();
        for (CompletableFuture<Integer> length : coming) {
            assertThat(length.get()).isEqualTo(LARGE);
        }
        assertThat(read(large(chunked))).isEqualTo(LARGE);
    }

    @Test
    void a_body_that_breaks_off_leaves_its_place() throws Exception {
        for (int n = 0; n <= LargeBodies.MOST; n++) {
            MockHttpServletRequest broken = new Broken();
            assertThatExceptionOfType(Refusal.class).isThrownBy(() -> read(broken));
        }
        assertThat(read(large(false))).isEqualTo(LARGE);
    }

    private int read(MockHttpServletRequest request) {
        return bodies.read(request, OPERATION).length;
    }

    private static MockHttpServletRequest small() {
        MockHttpServletRequest request = new MockHttpServletRequest("PUT", "/");
        request.setContent(new byte[2]);
        return request;
    }

    private static MockHttpServletRequest large(boolean chunked) {
        MockHttpServletRequest request = new MockHttpServletRequest("PUT", "/");
        request.setContent(new byte[LARGE]);
        if (chunked) {
            request.addHeader("Transfer-Encoding", "chunked");
        }
        return request;
    }

    /** A body of which nothing comes until the test says so. */
    private final class Slow extends MockHttpServletRequest {
        private final int length;

        Slow(int length) {
            this.length = length;
        }

        @Override
        public long getContentLengthLong() {
            return length;
        }

        @Override
        public int getContentLength() {
            return length;
        }

        @Override
        public ServletInputStream getInputStream() {
            return new Body() {
                private int left = length;

                @Override
                public int read(byte[] bytes, int from, int most) {
                    begun.countDown();
                    try {
                        rest.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    int read = Math.min(most, left);
                    left -= read;
                    return read == 0 && most > 0 ? -1 : read;
                }
            };
        }
    }

    /** A body that ends before it should. */
    private static final class Broken extends MockHttpServletRequest {
        @Override
        public long getContentLengthLong() {
            return LARGE;
        }

        @Override
        public ServletInputStream getInputStream() {
            return new Body() {
                @Override
                public int read(byte[] bytes, int from, int most) throws IOException {
                    throw new IOException("gone");
                }
            };
        }
    }

    private abstract static class Body extends ServletInputStream {
        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0];
        }

        @Override
        public abstract int read(byte[] bytes, int from, int most) throws IOException;

        @Override
        public boolean isFinished() {
            return false;
        }

        @Override
        public boolean isReady() {
            return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
            throw new IllegalStateException("is read by who asks for it");
        }
    }
}
