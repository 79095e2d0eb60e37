package com.scaiwave.admin.command.deciding;

import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogUnavailable;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;

/**
 * Forgets the answers to requests with an idempotency key, after the promised 24 hours or later.
 */
record StoredAnswerRetention(EventLog log, AnswersProperties properties)
        implements SchedulingConfigurer {
    private static final Logger LOG = LoggerFactory.getLogger(StoredAnswerRetention.class);

    /** It runs on every node; what one has forgotten, the others no longer find. */
    @Override
    public void configureTasks(ScheduledTaskRegistrar tasks) {
        Duration every = properties.forgetEvery();
        tasks.addFixedDelayTask(new FixedDelayTask(this::forget, every, every));
    }

    private void forget() {
        try {
            long forgotten = log.forgetAnswers(properties.kept());
            if (forgotten > 0) {
                LOG.atInfo().addKeyValue("answers", forgotten).log("forgotten");
            }
        } catch (LogUnavailable e) {
            LOG.atWarn().addKeyValue("log", log.name()).log("answers not forgotten, trying again");
        }
    }
}
