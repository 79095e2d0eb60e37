package com.scaiwave.admin.query.read;

import com.scaiwave.admin.log.deadline.Deadline;
import com.scaiwave.admin.web.answer.Answers;
import com.scaiwave.admin.web.answer.ApiJson;
import com.scaiwave.admin.web.edge.Call;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;

/**
 * Answers with a page of a list, within the caller's memory for answers: memory for the page is
 * reserved before it is read, and what the page does not need is given back.
 */
public final class Listing {
    /**
     * The longest wait for memory; together with the read it is shorter than a request's deadline.
     */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /**
     * A page of at most this many entries is usually small; if it is not, more memory is reserved
     * when the answer is made.
     */
    private static final int USUAL = 100;

    private static final int USUAL_BYTES = 512 << 10;

    private Listing() {}

    /**
     * Reads a page and makes the answer.
     *
     * @param read reads the page
     * @param shown converts an entry to the form that clients see
     * @param meta makes the {@code meta} of the answered page, which may be shorter than the page
     *     that was read
     */
    public static <T> ResponseEntity<byte[]> answer(
            Call call,
            Supplier<Page<T>> read,
            Function<T, ?> shown,
            Function<Page<T>, Map<String, @Nullable Object>> meta) {
        Duration left = Deadline.left();
        call.memory()
                .reserve(
                        Page.limit(call) > USUAL ? Page.MOST_BYTES : USUAL_BYTES,
                        left.compareTo(PATIENCE) < 0 ? left : PATIENCE);
        Page<T> found = read.get();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        data.write('[');
        List<T> entries = new ArrayList<>();
        for (T entry : found.entries()) {
            byte[] json = ApiJson.mapper().writeValueAsBytes(shown.apply(entry));
            if (!entries.isEmpty()) {
                if (data.size() + json.length >= Page.MOST_BYTES) {
                    break;
                }
                data.write(',');
            }
            data.writeBytes(json);
            entries.add(entry);
        }
        data.write(']');
        boolean more = found.more() || entries.size() < found.entries().size();
        return Answers.page(call, data, meta.apply(new Page<>(entries, more)));
    }
}
