package com.scaiwave.admin.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class ModelSlugTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gpt-4.1",
                "scai/large:v2",
                "a/b/c/d",
                "scai/.hidden",
                "scai/..v2",
                "v2..",
                "Org_1/Model"
            })
    void one_to_four_segments_are_a_model(String slug) {
        assertThat(new ModelSlug(slug)).hasToString(slug);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "..",
                "...",
                "../scai",
                "scai/..",
                "scai/./large",
                "scai/../../etc",
                "",
                "/scai",
                "scai/",
                "scai//large",
                "a/b/c/d/e",
                "scai large",
                "scai%2Flarge",
                "scai/lärge",
                "scai\n"
            })
    void no_path_that_leads_elsewhere_is_a_model(String slug) {
        assertThat(ModelSlug.FORM.fits(slug)).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> new ModelSlug(slug));
    }
}
