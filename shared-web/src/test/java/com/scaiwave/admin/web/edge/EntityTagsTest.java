package com.scaiwave.admin.web.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.web.refusal.Refusal;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class EntityTagsTest {
    @Test
    void without_the_header_every_version_matches_and_nothing_is_known() {
        EntityTags tags = EntityTags.parse("If-Match", null);

        assertThat(tags.matches(7L)).isTrue();
        assertThat(tags.matches(null)).isTrue();
        assertThat(tags.has("7")).isFalse();
    }

    @Test
    void one_of_several_is_enough() {
        EntityTags tags = EntityTags.parse("If-Match", "\"1\", \"2\" ,\"3\"");

        assertThat(tags.matches(2L)).isTrue();
        assertThat(tags.matches(4L)).isFalse();
        assertThat(tags.matches(null)).isFalse();
    }

    @Test
    void a_star_is_whatever_there_is_but_not_nothing() {
        EntityTags tags = EntityTags.parse("If-Match", " * ");

        assertThat(tags.matches(0L)).isTrue();
        assertThat(tags.matches(null)).isFalse();
        assertThat(tags.has("anything")).isTrue();
    }

    @Test
    void writes_compare_strongly_and_reads_weakly() {
        EntityTags tags = EntityTags.parse("If-Match", "W/\"1\"");

        assertThat(tags.matches(1L)).isFalse();
        assertThat(tags.has("1")).isTrue();
    }

    @Test
    void a_tag_may_have_a_comma() {
        assertThat(EntityTags.parse("If-None-Match", "\"a,b\", \"c\"").strong())
                .containsExactly("a,b", "c");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1", "\"1", "1\"", "\"1\" \"2\"", "w/\"1\"", "*, \"1\"", "\"a b\"", ","})
    void what_is_no_list_of_tags_is_refused(String header) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> EntityTags.parse("If-Match", header))
                .satisfies(e ->
                        assertThat(e.details())
                                .extracting(Refusal.Detail::field)
                                .containsExactly("If-Match"));
    }
}
