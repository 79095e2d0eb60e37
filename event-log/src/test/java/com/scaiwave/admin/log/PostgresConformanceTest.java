package com.scaiwave.admin.log;

import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Order;

@NullMarked
@Order(1)
class PostgresConformanceTest extends LogConformance {
    PostgresConformanceTest() {
        super(new PostgresUnderTest());
    }
}
