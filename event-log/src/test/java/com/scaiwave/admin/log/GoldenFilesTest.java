package com.scaiwave.admin.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.EventType;
import com.scaiwave.admin.events.Personal;
import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An event that was once written stays readable: a golden file is never changed and never deleted.
 * A new format of an event is a new revision with a file of its own.
 */
@NullMarked
class GoldenFilesTest {
    private static final String SPARSE = ".sparse";
    private static final TestPostgres POSTGRES = TestPostgres.create();

    private final EventCodec codec = new EventCodec(POSTGRES.vault());
    private final Golden golden = new Golden(POSTGRES.vault());

    @ParameterizedTest(name = "{0}")
    @MethodSource("eventsOfToday")
    void an_event_is_written_as_its_golden_file_has_it(String name, Event event)
            throws IOException {
        assertThat(golden.opened(codec.encode(event))).isEqualTo(Golden.file(name));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("events")
    void a_golden_file_is_read_as_the_event_that_it_tells_of(String name, Event event)
            throws IOException {
        EventType type = typeIn(name);
        assertThat(codec.decode(type.name(), type.revision(), golden.sealed(Golden.file(name))))
                .hasSameClassAs(event)
                .usingRecursiveComparison()
                .withEqualsForType(Personal::same, Personal.class)
                .isEqualTo(event);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("metadata")
    void metadata_are_written_and_read_as_their_golden_file_has_them(
            String name, EventMetadata metadata) throws IOException {
        assertThat(golden.opened(codec.encode(metadata))).isEqualTo(Golden.file(name));
        assertThat(codec.decodeMetadata(golden.sealed(Golden.file(name))))
                .usingRecursiveComparison()
                .withEqualsForType(Personal::same, Personal.class)
                .isEqualTo(metadata);
    }

    @Test
    void every_class_of_event_has_a_golden_file_with_all_its_fields() {
        Stream<Class<?>> complete =
                Examples.events().entrySet().stream()
                        .filter(GoldenFilesTest::isOfToday)
                        .filter(e -> !e.getKey().endsWith(SPARSE))
                        .map(e -> e.getValue().getClass());
        assertThat(complete)
                .containsExactlyInAnyOrderElementsOf(concrete(Event.class).distinct().toList());
    }

    @Test
    void every_golden_file_has_an_example() throws IOException {
        assertThat(Golden.names())
                .isEqualTo(
                        new TreeSet<>(
                                Stream.concat(
                                                Examples.events().keySet().stream(),
                                                Examples.metadata().keySet().stream())
                                        .toList()));
    }

    static Stream<Arguments> events() {
        return Examples.events().entrySet().stream()
                .map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    static Stream<Arguments> eventsOfToday() {
        return Examples.events().entrySet().stream()
                .filter(GoldenFilesTest::isOfToday)
                .map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    static Stream<Arguments> metadata() {
        return Examples.metadata().entrySet().stream()
                .map(e -> Arguments.of(e.getKey(), e.getValue()));
    }

    private static boolean isOfToday(Map.Entry<String, Event> example) {
        return typeIn(example.getKey()).equals(EventType.of(example.getValue()));
    }

    /**
     * The type and revision in a file name, such as {@code plugin.enabled.1} or {@code ….1.sparse}.
     */
    private static EventType typeIn(String file) {
        String name =
                file.endsWith(SPARSE) ? file.substring(0, file.length() - SPARSE.length()) : file;
        int dot = name.lastIndexOf('.');
        return new EventType(name.substring(0, dot), Integer.parseInt(name.substring(dot + 1)));
    }

    private static Stream<Class<?>> concrete(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(GoldenFilesTest::concrete)
                : Stream.of(type);
    }
}
