package com.scaiwave.admin.query.projection;

/** One making of a projection's tables, in a schema of its own. */
record Generation(String projection, int number, int revision, String schema) {

    /** For a caller that needs this generation, and no other one in its place. */
    IllegalStateException dropped() {
        return new IllegalStateException(schema + " was dropped, since another one is live");
    }
}
