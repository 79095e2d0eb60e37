package com.scaiwave.admin.bench.rows;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.bench.bed.Product.Tenant;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class TrafficTest {
    private static final URI DOOR = URI.create("http://127.0.0.1:1");
    private static final List<Tenant> TENANTS = List.of(new Tenant("tnt_a", "token"));

    /** A write that changes nothing makes no event, and a row that measures events has none. */
    @Test
    void a_write_differs_from_the_one_before_whoever_sent_that() {
        var first = new Traffic(DOOR, TENANTS).writers(1).getFirst();
        var second = new Traffic(DOOR, TENANTS).writers(1).getFirst();

        byte[] before = first.get();
        assertThat(second.get()).isNotEqualTo(before);
        assertThat(first.get()).isNotEqualTo(before);
    }
}
