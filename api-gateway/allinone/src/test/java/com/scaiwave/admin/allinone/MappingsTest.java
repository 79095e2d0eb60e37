package com.scaiwave.admin.allinone;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.web.document.ApiDocument;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@NullMarked
class MappingsTest {
    /** Paths for developers and operators, which are not part of the API. */
    private static final Set<String> NOT_IN_THE_DOCUMENT =
            Set.of(
                    "POST /dev/token",
                    "GET /",
                    "GET /docs",
                    "GET /docs/{asset}",
                    "GET /actuator/health",
                    "GET /actuator/health/liveness",
                    "GET /actuator/health/readiness");

    @Test
    void every_operation_of_the_document_has_a_controller_and_the_other_way_round() {
        Set<String> documented = new TreeSet<>();
        ApiDocument.load()
                .operations()
                .forEach(o -> documented.add(o.method() + " /" + String.join("/", o.template())));
        documented.addAll(NOT_IN_THE_DOCUMENT);

        assertThat(mapped()).containsExactlyInAnyOrderElementsOf(documented);
    }

    private static Set<String> mapped() {
        ClassPathScanningCandidateComponentProvider scanner =
                new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        Set<String> mapped = new TreeSet<>();
        scanner.findCandidateComponents("com.scaiwave.admin").stream()
                .map(c -> ClassUtils.resolveClassName(String.valueOf(c.getBeanClassName()), null))
                .flatMap(c -> Arrays.stream(c.getDeclaredMethods()))
                .flatMap(MappingsTest::mappings)
                .forEach(mapped::add);
        return mapped;
    }

    private static Stream<String> mappings(Method method) {
        RequestMapping mapping =
                AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
        return mapping == null
                ? Stream.empty()
                : Arrays.stream(mapping.method())
                        .flatMap(m -> Arrays.stream(mapping.path()).map(p -> m + " " + p));
    }
}
