package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.log.LogForked;
import com.scaiwave.admin.log.LogUnavailable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/** What blocks a follower, in one word for operators; the process's log has the details. */
enum Fault {
    /** The log was replaced. */
    LOG_FORKED("log-forked"),
    /** The log or PostgreSQL is not available right now. */
    WAITING("waiting"),
    /** The follower can't handle an event, or does not know its type. */
    STOPPED("stopped");

    private final String word;

    Fault(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    static Fault of(RuntimeException reason) {
        return switch (reason) {
            case LogForked _ -> LOG_FORKED;
            case LogUnavailable _, DataAccessException _, TransactionException _ -> WAITING;
            default -> STOPPED;
        };
    }

    /** Whether the fault lies in the follower and its event, not in PostgreSQL or the log. */
    static boolean liesInTheEvent(RuntimeException reason) {
        return reason instanceof DataIntegrityViolationException || of(reason) == STOPPED;
    }
}
