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
    void one_of_several_is_enough() {
        EntityTags tags = EntityTags.parse("If-None-Match", "\"1\", \"2\" ,\"3\"");

        assertThat(tags.has("2")).isTrue();
        assertThat(tags.has("4")).isFalse();
    }

    @Test
    void a_star_is_whatever_there_is() {
        EntityTags tags = EntityTags.parse("If-Match", " * ");

        assertThat(tags.any()).isTrue();
        assertThat(tags.has("anything")).isTrue();
        assertThat(EntityTags.ABSENT.has("anything")).isFalse();
    }

    @Test
    void reads_compare_weakly() {
        EntityTags tags = EntityTags.parse("If-Match", "W/\"1\"");

        assertThat(tags.has("1")).isTrue();
        assertThat(tags.weak()).containsExactly("1");
        assertThat(tags.strong()).isEmpty();
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
