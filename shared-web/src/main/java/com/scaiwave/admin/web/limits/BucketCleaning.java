package com.scaiwave.admin.web.limits;

import com.scaiwave.admin.log.deadline.Deadline;
import java.time.Duration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/** Keeps the table of buckets as small as there are callers in a minute, on every node. */
public final class BucketCleaning implements SchedulingConfigurer {
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final RateLimits limits;

    public BucketCleaning(RateLimits limits) {
        this.limits = limits;
    }

    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        tasks.addFixedDelayTask(new FixedDelayTask(this::clean, EVERY, EVERY));
    }

    /** A database that does not answer must not hold the thread that other tasks wait for. */
    private void clean() {
        Deadline.in(EVERY).run(limits::removeExpired);
    }
}
