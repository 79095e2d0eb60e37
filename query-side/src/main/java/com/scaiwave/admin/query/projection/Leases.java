package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.follow.Lease;
import com.scaiwave.admin.log.follow.Storage.Patience;
import com.scaiwave.admin.log.follow.Transaction;
import com.scaiwave.admin.query.projection.Checkpoints.Dropped;
import com.scaiwave.admin.query.projection.Checkpoints.Held;
import com.scaiwave.admin.query.projection.Checkpoints.HeldElsewhere;
import com.scaiwave.admin.query.projection.Checkpoints.Hold;
import com.scaiwave.admin.query.projection.Checkpoints.Wait;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Grants leases on generations, in one log. */
final class Leases {
    private final LogName log;
    private final Supplier<Transaction> begin;
    private final LastWritten lastWritten = new LastWritten();

    /**
     * Grants leases in one log.
     *
     * @param begin begins the transaction of a lease
     */
    Leases(LogName log, Supplier<Transaction> begin) {
        this.log = log;
        this.begin = begin;
    }

    /** A lease; empty if a generation was dropped. */
    Optional<Lease<Projection>> take(Map<Projection, Generation> generations, Patience patience) {
        return switch (patience) {
            case ENDLESS -> take(generations, Wait.ENDLESS);
            case BRIEF -> take(generations, Wait.HALF_A_SECOND);
        };
    }

    private Optional<Lease<Projection>> take(Map<Projection, Generation> generations, Wait wait) {
        Transaction transaction = begin.get();
        return switch (hold(transaction, generations, wait)) {
            case Held held ->
                    Optional.of(
                            new GenerationLease(
                                    transaction,
                                    log,
                                    generations,
                                    held.checkpoints(),
                                    lastWritten));
            case HeldElsewhere _ -> {
                transaction.close();
                yield take(generations, Wait.SKIP);
            }
            case Dropped _ -> {
                transaction.close();
                lastWritten.forget(generations.values());
                yield Optional.empty();
            }
        };
    }

    private Hold hold(Transaction transaction, Map<Projection, Generation> generations, Wait wait) {
        try {
            return new Checkpoints(transaction.sql(), log).hold(generations.values(), wait);
        } catch (RuntimeException e) {
            transaction.close();
            throw e;
        }
    }
}
