package com.scaiwave.admin.query.projection;

/** One making of a projection's tables, in a schema of its own. */
record Generation(String projection, int number, int revision, String schema) {

    /** It is not there any more, and whoever asked for this very one can't go on. */
    IllegalStateException dropped() {
        return new IllegalStateException(schema + " was dropped, since another one is live");
    }
}
