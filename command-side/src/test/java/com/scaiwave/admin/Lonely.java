package com.scaiwave.admin;

import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.spring.stereotype.Aggregate;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** An aggregate without a repository, outside of the package that is scanned for aggregates. */
@Aggregate
@NullMarked
public final class Lonely {
    @AggregateIdentifier @Nullable String id;
}
