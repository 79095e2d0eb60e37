package com.scaiwave.admin.log;

import org.jspecify.annotations.NullMarked;

@NullMarked
class PostgresConformanceTest extends LogConformance {
    PostgresConformanceTest() {
        super(new PostgresUnderTest());
    }
}
