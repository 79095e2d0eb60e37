package com.scaiwave.admin.command.deciding;

import static com.scaiwave.admin.web.edge.EntityTags.ABSENT;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.web.edge.EntityTags;
import com.scaiwave.admin.web.refusal.Refusal.PreconditionFailed;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullMarked
class ExpectedTagsTest {
    private static final EntityTags STAR = new EntityTags(true, true, List.of(), List.of());

    @Test
    void without_the_headers_every_version_is_expected() {
        assertAllowed(ExpectedTags.NONE, 7L);
        assertAllowed(ExpectedTags.NONE, null);
    }

    @Test
    void one_of_several_is_enough() {
        ExpectedTags expected = new ExpectedTags(strong("1", "2", "3"), ABSENT);

        assertAllowed(expected, 2L);
        assertRefused(expected, 4L);
        assertRefused(expected, null);
    }

    @Test
    void a_star_matches_whatever_there_is_but_not_nothing() {
        assertAllowed(new ExpectedTags(STAR, ABSENT), 0L);
        assertRefused(new ExpectedTags(STAR, ABSENT), null);
    }

    @Test
    void writes_compare_strongly() {
        EntityTags weak = new EntityTags(true, false, List.of(), List.of("1"));

        assertRefused(new ExpectedTags(weak, ABSENT), 1L);
    }

    @Test
    void if_none_match_asks_for_another_version_or_with_a_star_for_none() {
        assertRefused(new ExpectedTags(ABSENT, strong("1")), 1L);
        assertAllowed(new ExpectedTags(ABSENT, strong("1")), 2L);
        assertAllowed(new ExpectedTags(ABSENT, strong("1")), null);
        assertRefused(new ExpectedTags(ABSENT, STAR), 1L);
        assertAllowed(new ExpectedTags(ABSENT, STAR), 0L);
        assertAllowed(new ExpectedTags(ABSENT, STAR), null);
    }

    private static EntityTags strong(String... tags) {
        return new EntityTags(true, false, List.of(tags), List.of());
    }

    private static void assertAllowed(ExpectedTags expected, @Nullable Long version) {
        assertThatCode(() -> expected.check(version)).doesNotThrowAnyException();
    }

    private static void assertRefused(ExpectedTags expected, @Nullable Long version) {
        assertThatExceptionOfType(PreconditionFailed.class)
                .isThrownBy(() -> expected.check(version));
    }
}
