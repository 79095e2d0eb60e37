package com.scaiwave.admin.command.write;

import com.scaiwave.admin.log.EventLog;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/** Forgets the answers to requests with an idempotency key, long after the promised 24 hours. */
public final class AnswerRetention {
    private static final Logger LOG = LoggerFactory.getLogger(AnswerRetention.class);
    private static final Duration KEPT = Duration.ofDays(2);

    private final EventLog log;

    public AnswerRetention(EventLog log) {
        this.log = log;
    }

    /** Runs on every node; what one has forgotten, the others no longer find. */
    @Scheduled(initialDelayString = "PT5M", fixedDelayString = "PT1H")
    void forget() {
        long forgotten = log.forgetAnswers(KEPT);
        LOG.atInfo().addKeyValue("answers", forgotten).log("forgotten");
    }
}
