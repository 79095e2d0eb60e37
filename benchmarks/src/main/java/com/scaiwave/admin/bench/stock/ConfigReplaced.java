package com.scaiwave.admin.bench.stock;

import java.util.List;

/** The peer's event. Like the product's, it has the configuration before and after. */
record ConfigReplaced(String tenant, List<Template> before, List<Template> after, long version) {

    /** A named system prompt. */
    record Template(String name, String prompt) {}
}
