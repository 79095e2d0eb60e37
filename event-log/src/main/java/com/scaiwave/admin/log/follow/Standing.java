package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.log.follow.BatchOutcome.Step;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The states of followers: where this process last saw each, and what blocks it. */
final class Standing<F extends Follower> {
    private static final Logger LOG = LoggerFactory.getLogger(Standing.class);

    private final Map<F, Fault> faults = new ConcurrentHashMap<>();
    private final Map<F, Long> positions = new ConcurrentHashMap<>();
    private final Consumer<Map<String, Long>> progress;

    /**
     * Starts without any follower's state.
     *
     * @param progress receives the positions that followers have reached, by name
     */
    Standing(Consumer<Map<String, Long>> progress) {
        this.progress = progress;
    }

    void reached(Map<F, Step> steps) {
        Map<String, Long> byName = new HashMap<>();
        steps.forEach((follower, step) -> {
            long position = step.checkpoint().position();
            positions.put(follower, position);
            byName.put(follower.name(), position);
            if (faults.remove(follower) != null) {
                LOG.atInfo()
                        .addKeyValue("follower", follower.name())
                        .log("a follower has recovered");
            }
        });
        progress.accept(byName);
    }

    /** Notes a failure; only the first of several in a row is logged. */
    void failed(F follower, RuntimeException reason) {
        if (faults.put(follower, Fault.of(reason)) == null) {
            LOG.atError()
                    .addKeyValue("follower", follower.name())
                    .setCause(reason)
                    .log("a follower failed and is retried");
        }
    }

    /** The position of a follower; 0 before this process has held it. */
    long position(F follower) {
        return positions.getOrDefault(follower, 0L);
    }

    /** The {@link Fault}s of followers, as words, by name. */
    Map<String, String> failures() {
        Map<String, String> words = new HashMap<>();
        faults.forEach((follower, fault) -> words.put(follower.name(), fault.word()));
        return words;
    }
}
