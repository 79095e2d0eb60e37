package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.log.LogForked;
import com.scaiwave.admin.log.LogUnavailable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.transaction.TransactionException;

/** What keeps a follower from getting on, as operators are told. The process' log has the rest. */
enum Fault {
    /** The log is another one than was read. */
    LOG_FORKED("log-forked"),
    /** The log, or PostgreSQL, does not answer, or not now. */
    WAITING("waiting"),
    /** It can't handle an event, or doesn't know it. */
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

    /** Whether it lies in the follower and its event, and not in what it needs. */
    static boolean liesInTheEvent(RuntimeException reason) {
        return reason instanceof DataIntegrityViolationException || of(reason) == STOPPED;
    }
}
