package com.scaiwave.admin.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class EventIdsTest {
    @Test
    void ids_are_of_version_seven_and_distinct() {
        Set<UUID> ids = Stream.generate(EventIds::next).limit(10_000).collect(Collectors.toSet());

        assertThat(ids).hasSize(10_000);
        assertThat(ids)
                .allSatisfy(id -> {
                    assertThat(id.version()).isEqualTo(7);
                    assertThat(id.variant()).isEqualTo(2);
                });
    }

    @Test
    void an_id_begins_with_the_time() {
        long before = System.currentTimeMillis();
        UUID id = EventIds.next();

        assertThat(id.getMostSignificantBits() >>> 16)
                .isBetween(before, System.currentTimeMillis());
    }
}
