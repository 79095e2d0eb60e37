package com.scaiwave.admin.query.read;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.log.vault.Vault;
import com.scaiwave.admin.query.TestCall;
import com.scaiwave.admin.web.caller.Directory;
import com.scaiwave.admin.web.caller.TenantSet;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.refusal.Refusal;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** A cursor leads to the next page of its own list, and of no other. */
@NullMarked
class CursorsTest {
    private static final TenantSet ONE = tenant("tnt_1");

    private static final Vault VAULT = TestPostgres.create().vault();

    private final Cursors cursors = new Cursors(VAULT);
    private final TestCall list = TestCall.of("things", ONE).with("type", "a");

    @Test
    void the_next_page_begins_after_the_last_entry() {
        for (String last : List.of("usr_1", "", "a b\n", "é")) {
            assertThat(cursors.place(asking(list, cursor(last)))).isEqualTo(last);
        }
    }

    @Test
    void a_request_without_a_cursor_is_for_the_first_page() {
        assertThat(cursors.place(list.call())).isNull();
    }

    @Test
    void the_next_page_may_have_another_size() {
        assertThat(cursors.place(asking(list.with("limit", 7), cursor("usr_1"))))
                .isEqualTo("usr_1");
        String cursor = cursors.after(asking(list.with("limit", 7), "any"), "usr_2");
        assertThat(cursors.place(asking(list, cursor))).isEqualTo("usr_2");
    }

    @Test
    void a_cursor_of_another_list_is_refused() {
        String cursor = cursor("usr_1");

        assertForged(TestCall.of("others", ONE).with("type", "a"), cursor);
        assertForged(TestCall.of("things", tenant("tnt_2")).with("type", "a"), cursor);
        assertForged(
                TestCall.of("things", new TenantSet.Fleet(new PartnerId("prt_1")))
                        .with("type", "a"),
                cursor);
        assertForged(TestCall.of("things", ONE), cursor);
        assertForged(TestCall.of("things", ONE).with("type", "b"), cursor);
        assertForged(list.with("q", "x"), cursor);
    }

    @Test
    void a_text_that_is_no_cursor_is_refused() {
        String cursor = cursor("usr_1");

        assertForged(list, "");
        assertForged(list, "usr_1");
        assertForged(list, "%");
        assertForged(list, cursor.substring(0, cursor.length() - 4));
        assertForged(list, encoded(VAULT.sealBytes("answers", "usr_1".getBytes(UTF_8))));
        assertForged(list, encoded(VAULT.sealBytes("cursors", "short".getBytes(UTF_8))));
        assertForged(list, encoded(VAULT.sealBytes("cursors", new byte[500])));
    }

    private String cursor(String last) {
        return cursors.after(list.call(), last);
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Call asking(TestCall list, String cursor) {
        return list.with("cursor", cursor).call();
    }

    private void assertForged(TestCall list, String cursor) {
        assertThatExceptionOfType(Refusal.class)
                .as(cursor)
                .isThrownBy(() -> cursors.place(asking(list, cursor)))
                .satisfies(refusal ->
                        assertThat(refusal.details())
                                .extracting(Refusal.Detail::field)
                                .containsExactly("cursor"));
    }

    private static TenantSet tenant(String id) {
        return new TenantSet.One(new Directory.Tenant(new TenantId(id), List.of()));
    }
}
