package com.scaiwave.admin.torture.cases;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A history of operations on registers with versions, and whether some order explains all of it.
 * Versions give that order. So the checks are that versions are unique, that each has one value,
 * and that no operation is ordered before one that had ended when it began.
 */
final class History {
    private static final int TOLD = 3;

    private final List<Event> events = new ArrayList<>();
    private final Map<String, Long> begun = new HashMap<>();

    /** Notes that a value is about to be written; no other write writes it. */
    synchronized void begins(String value) {
        begun.put(value, System.nanoTime());
    }

    synchronized void ended(Event event) {
        events.add(event);
    }

    synchronized int size() {
        return events.size();
    }

    /** What no order explains; empty if the history is linearizable. */
    synchronized List<String> violations() {
        List<String> wrong = new ArrayList<>();
        events.stream()
                .collect(Collectors.groupingBy(Event::register))
                .values()
                .forEach(register -> {
                    checkValues(register, wrong);
                    checkOrder(register, wrong);
                });
        return wrong;
    }

    private void checkValues(List<Event> register, List<String> wrong) {
        Map<Long, Event> written = new HashMap<>();
        for (Event event : register) {
            if (event.write()) {
                Event other = written.put(event.version(), event);
                if (other != null) {
                    tell(wrong, "two writes are one version: " + other + " and " + event);
                }
            }
        }
        for (Event event : register) {
            Event write = written.get(event.version());
            if (write != null && !write.value().equals(event.value())) {
                tell(wrong, event + " has another value than " + write);
            }
            Long since = begun.get(event.value());
            if (since == null || since - event.ended() > 0) {
                tell(wrong, event + " has a value that was never written");
            }
        }
    }

    /**
     * Checks that each operation sees at least the highest version of all that had ended when it
     * began.
     */
    private static void checkOrder(List<Event> register, List<String> wrong) {
        List<Event> byEnd =
                register.stream().sorted(Comparator.comparingLong(Event::ended)).toList();
        List<Event> byBeginning =
                register.stream().sorted(Comparator.comparingLong(Event::began)).toList();
        int next = 0;
        Event floor = byEnd.getFirst();
        boolean any = false;
        for (Event event : byBeginning) {
            while (next < byEnd.size() && byEnd.get(next).ended() - event.began() < 0) {
                if (!any || byEnd.get(next).version() > floor.version()) {
                    floor = byEnd.get(next);
                    any = true;
                }
                next++;
            }
            long least = any ? floor.version() + (event.write() ? 1 : 0) : 0;
            if (event.version() < least) {
                tell(wrong, event + " began after " + floor + " had ended");
            }
        }
    }

    private static void tell(List<String> wrong, String what) {
        if (wrong.size() < TOLD) {
            wrong.add(what);
        }
    }

    /**
     * An operation that was answered.
     *
     * @param register the register that it read or wrote
     * @param write whether it was a write; else a read
     * @param began in nanoseconds
     */
    record Event(
            String register, boolean write, long version, String value, long began, long ended) {}
}
