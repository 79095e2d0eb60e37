package com.scaiwave.admin.testkit.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A write that a ledger has recorded. Its id is the request's id, which the log keeps with each
 * event, and the idempotency key.
 */
public final class Operation {
    private final String id;
    private final Call call;
    private final Set<String> models;
    private final List<Answer> answers = new ArrayList<>();

    /**
     * An operation that was not sent yet.
     *
     * @param models the models that are enabled once the operation is in the log; empty if it is
     *     about something else
     */
    Operation(String id, Call call, Set<String> models) {
        this.id = id;
        this.call = call.with("X-Request-Id", id).with("Idempotency-Key", id);
        this.models = Set.copyOf(models);
    }

    public String id() {
        return id;
    }

    public Call call() {
        return call;
    }

    public Set<String> models() {
        return models;
    }

    synchronized void answered(Answer answer) {
        answers.add(answer);
    }

    public synchronized List<Answer> answers() {
        return List.copyOf(answers);
    }

    public boolean isUnknown() {
        return answers().stream().allMatch(Answer::isUnknown);
    }

    public boolean isAcknowledged() {
        return answers().stream().anyMatch(Answer::isAcknowledged);
    }

    /** The ids of the events that its acknowledgement named; empty if there was none. */
    public Set<String> promisedEvents() {
        return Set.copyOf(
                answers().stream()
                        .filter(Answer::isAcknowledged)
                        .findFirst()
                        .map(Answer::eventIds)
                        .orElse(List.of()));
    }

    @Override
    public String toString() {
        return id + " " + call + " -> " + answers();
    }
}
