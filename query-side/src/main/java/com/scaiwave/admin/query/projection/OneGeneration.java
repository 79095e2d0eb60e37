package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.follow.Lease;
import com.scaiwave.admin.log.follow.Storage;
import com.scaiwave.admin.log.follow.Transaction;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;

/** One generation of one projection, whether it is live or not. */
final class OneGeneration implements Storage<Projection> {
    private final Projection projection;
    private final Generation generation;
    private final Leases leases;

    /**
     * Leases the generation in one log.
     *
     * @param begin begins the transaction of a lease
     */
    OneGeneration(
            Projection projection,
            Generation generation,
            LogName log,
            Supplier<Transaction> begin) {
        this.projection = projection;
        this.generation = generation;
        this.leases = new Leases(log, begin);
    }

    @Override
    public Lease<Projection> lease(Collection<Projection> projections, Patience patience) {
        return leases.take(Map.of(projection, generation), patience)
                .orElseThrow(generation::dropped);
    }
}
