package com.scaiwave.admin.bench.stock;

import com.scaiwave.admin.bench.stock.ConfigReplaced.Template;
import java.util.List;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** The peer's command. */
record ReplaceConfig(@TargetAggregateIdentifier String tenant, List<Template> templates) {}
