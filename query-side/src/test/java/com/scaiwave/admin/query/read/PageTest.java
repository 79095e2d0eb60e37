package com.scaiwave.admin.query.read;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.query.TestCall;
import com.scaiwave.admin.query.read.Page.Sized;
import com.scaiwave.admin.web.answer.ApiJson;
import com.scaiwave.admin.web.caller.TenantSet;
import com.scaiwave.admin.web.edge.Call;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

/** A page ends at its limit of entries or bytes, and says whether there are more. */
@NullMarked
class PageTest {
    private static final int MOST = Page.MOST_BYTES;

    @Test
    void a_page_has_as_many_entries_as_its_limit() {
        assertPage(0, false, 3);
        assertPage(2, false, 3, 1, 1);
        assertPage(3, false, 3, 1, 1, 1);
        assertPage(3, true, 3, 1, 1, 1, 1);
    }

    @Test
    void a_page_has_as_many_bytes_as_fit() {
        assertPage(2, false, 9, MOST - 1, 1);
        assertPage(1, true, 9, MOST - 1, 2);
        assertPage(2, true, 9, MOST - 1, 1, 1);
    }

    @Test
    void an_entry_that_is_larger_than_a_page_is_a_page() {
        assertPage(1, false, 9, MOST + 1);
        assertPage(1, true, 9, MOST + 1, 1);
    }

    @Test
    void no_more_than_one_entry_behind_the_page_is_read() {
        Iterator<Sized<Integer>> found = sized(1, 1, 1, 1, 1).iterator();

        Page.of(found, 2);

        assertThat(found.next().entry()).isEqualTo(3);
    }

    private static void assertPage(int entries, boolean more, int limit, int... sizes) {
        assertThat(Page.of(sized(sizes).iterator(), limit))
                .as("%s of %s", limit, Arrays.toString(sizes))
                .isEqualTo(new Page<>(IntStream.range(0, entries).boxed().toList(), more));
    }

    /** Entries 0, 1, 2 … of the given sizes. */
    private static List<Sized<Integer>> sized(int... sizes) {
        return IntStream.range(0, sizes.length).mapToObj(n -> new Sized<>(n, sizes[n])).toList();
    }

    @Test
    void a_request_without_a_limit_gets_a_hundred() {
        assertThat(Page.limit(call(null))).isEqualTo(100);
        assertThat(Page.limit(call(7))).isEqualTo(7);
    }

    @Test
    void an_answer_has_the_entries_that_fit_and_says_that_there_are_more() {
        // An entry is its text and two quotes; before each but the first there is a comma.
        String half = "x".repeat(MOST / 2 - 10);
        assertAnswer(List.of("a", "b"), false, List.of("a", "b"), false);
        assertAnswer(List.of("a", "b"), true, List.of("a", "b"), true);
        assertAnswer(List.of(half, half), false, List.of(half, half), false);
        assertAnswer(List.of(half, half, half), false, List.of(half, half), true);
    }

    @Test
    void an_answer_is_never_larger_than_a_page_but_for_one_entry() {
        String first = "x".repeat(1_000);
        int room = MOST - 1 - (first.length() + 2);
        String fits = "y".repeat(room - 3);
        assertAnswer(List.of(first, fits), false, List.of(first, fits), false);
        assertAnswer(List.of(first, fits + "y"), false, List.of(first), true);
        String large = "x".repeat(MOST + 1);
        assertAnswer(List.of(large, "b"), false, List.of(large), true);
    }

    private void assertAnswer(
            List<String> found, boolean more, List<String> answered, boolean moreBehind) {
        ResponseEntity<byte[]> response =
                Listing.answer(
                        call(null),
                        () -> new Page<>(found, more),
                        text -> text,
                        page -> Map.of("count", page.entries().size(), "more", page.more()));
        JsonNode answer = ApiJson.mapper().readTree(Objects.requireNonNull(response.getBody()));
        List<String> data = new ArrayList<>();
        answer.get("data").forEach(text -> data.add(text.stringValue()));
        assertThat(data).isEqualTo(answered);
        assertThat(answer.at("/meta/count").intValue()).isEqualTo(answered.size());
        assertThat(answer.at("/meta/more").booleanValue()).isEqualTo(moreBehind);
    }

    private static Call call(@Nullable Integer limit) {
        return TestCall.of("list", new TenantSet.All()).with("limit", limit).call();
    }
}
