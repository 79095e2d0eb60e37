package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.log.follow.BatchOutcome.Step;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How followers stand: where this process saw each last, and what keeps it from getting on. */
final class Standing<F extends Follower> {
    private static final Logger LOG = LoggerFactory.getLogger(Standing.class);

    private final Map<F, Fault> faults = new ConcurrentHashMap<>();
    private final Map<F, Long> positions = new ConcurrentHashMap<>();
    private final Consumer<Map<String, Long>> progress;

    /**
     * None has been held yet.
     *
     * @param progress is told which positions followers have reached, by name
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
                LOG.atInfo().addKeyValue("follower", follower.name()).log("a follower goes on");
            }
        });
        progress.accept(byName);
    }

    /** The first of several failures in a row is logged. */
    void failed(F follower, RuntimeException reason) {
        if (faults.put(follower, Fault.of(reason)) == null) {
            LOG.atError()
                    .addKeyValue("follower", follower.name())
                    .setCause(reason)
                    .log("a follower stopped, trying again");
        }
    }

    /** Where a follower is; 0 before this process has held it. */
    long position(F follower) {
        return positions.getOrDefault(follower, 0L);
    }

    /** By name, what keeps followers from getting on: {@link Fault}'s words. */
    Map<String, String> failures() {
        Map<String, String> words = new HashMap<>();
        faults.forEach((follower, fault) -> words.put(follower.name(), fault.word()));
        return words;
    }
}
