package com.scaiwave.admin.web.limits;

import com.scaiwave.admin.log.deadline.Deadline;
import java.time.Duration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/**
 * Removes expired buckets every 10 s, on every node. So the table has about one row per caller and
 * tenant of the last minute.
 */
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

    /**
     * With a deadline: a database that does not answer must not block the thread that tasks share.
     */
    private void clean() {
        Deadline.in(EVERY).run(limits::removeExpired);
    }
}
