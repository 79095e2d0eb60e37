package com.scaiwave.admin.bench.stock;

import com.scaiwave.admin.bench.stock.ConfigReplaced.Template;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.modelling.command.AggregateCreationPolicy;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.CreationPolicy;
import org.jspecify.annotations.Nullable;

/** The peer's aggregate: loaded from its events for each command. */
final class StockConfig {
    @AggregateIdentifier private @Nullable String tenant;
    private List<Template> templates = List.of();
    private long version;

    StockConfig() {}

    @CommandHandler
    @CreationPolicy(AggregateCreationPolicy.CREATE_IF_MISSING)
    void replace(ReplaceConfig command) {
        if (!templates.equals(command.templates())) {
            AggregateLifecycle.apply(
                    new ConfigReplaced(
                            command.tenant(), templates, command.templates(), version + 1));
        }
    }

    @EventSourcingHandler
    void evolve(ConfigReplaced event) {
        tenant = event.tenant();
        templates = event.after();
        version = event.version();
    }

    @Override
    public String toString() {
        return tenant + " at " + version;
    }
}
