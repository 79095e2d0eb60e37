package com.scaiwave.admin.web.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.scaiwave.admin.web.document.Routes.Match;
import com.scaiwave.admin.web.refusal.Refusal;
import java.util.Objects;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@NullMarked
class RoutesTest {
    private static final Routes ROUTES = new Routes(ApiDocument.load());

    @ParameterizedTest
    @CsvSource({
        "large, large",
        "scai/large, scai/large",
        "scai%2Flarge, scai/large",
        "scai%2flarge, scai/large",
        "a/b/c/d, a/b/c/d",
        "a%2Fb/c%2Fd, a/b/c/d",
        "scai/large:v2, scai/large:v2",
        "scai/large%3Av2, scai/large:v2",
        "catalog, catalog",
        "participant, participant",
        "a/enable, a/enable",
    })
    void a_slug_is_one_to_four_segments_raw_or_escaped(String raw, String slug) {
        Match match = ROUTES.match("/v1/admin/models/" + raw + "/enable");

        assertThat(Objects.requireNonNull(match).variables()).containsEntry("slug", slug);
        assertThat(match.operation("POST").id()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/admin/models/a/b/c/d/e/enable",
                "/v1/admin/models/a%2Fb%2Fc%2Fd%2Fe/enable",
                "/v1/admin/models/a%5Cb/enable",
                "/v1/admin/models/a\\b/enable",
                "/v1/admin/models/a%00b/enable",
                "/v1/admin/models/a%0Ab/enable",
                "/v1/admin/models/a%/enable",
                "/v1/admin/models/a%2/enable",
                "/v1/admin/models/a%zz/enable",
                "/v1/admin/models/%FF/enable",
                "/v1/admin/models/enable",
                "/v1/admin/plugins/a%2Fb/enable",
                "/v1/admin/plugins//enable",
                "/v1/admin/plugins/a/b/enable",
                "/v1/admin/partners/",
                "/v1/admin/partners/a/b",
                "/v1/admin//partners",
                "/v1/admin/partners/%2e%2e%2fpartners",
                "/v1/admin/ai-config/",
                "/V1/admin/ai-config",
                "/v1/admin/ai%2Dconfig",
                "/v1/admin/../admin/ai-config",
                "",
                "/",
                "v1/admin/ai-config",
            })
    void nothing_else_is_a_path(String raw) {
        assertThat(ROUTES.match(raw)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%252F", "a%252Fb", "%2525"})
    void nothing_is_decoded_twice(String raw) {
        Match match = ROUTES.match("/v1/admin/models/" + raw + "/enable");

        if (match != null) {
            assertThat(match.variables().get("slug")).contains("%");
        }
    }

    @Test
    void what_is_written_out_goes_before_a_variable() {
        Match match = Objects.requireNonNull(ROUTES.match("/v1/admin/models/catalog"));

        assertThat(match.operation("GET").template())
                .containsExactly("v1", "admin", "models", "catalog");
    }

    @Test
    void a_method_that_the_path_does_not_have_is_told_those_it_has() {
        Match match = Objects.requireNonNull(ROUTES.match("/v1/admin/ai-config"));

        assertThat(match.operation("HEAD").method()).isEqualTo("GET");
        assertThatExceptionOfType(Refusal.MethodNotAllowed.class)
                .isThrownBy(() -> match.operation("DELETE"))
                .satisfies(e -> assertThat(e.allow()).isEqualTo("GET, HEAD, PUT"));
    }

    @Test
    void a_plus_in_a_path_is_a_plus() {
        Match match =
                Objects.requireNonNull(ROUTES.match("/v1/admin/participants/@ada+1:example.org"));

        assertThat(match.variables()).containsEntry("participant_id", "@ada+1:example.org");
    }
}
