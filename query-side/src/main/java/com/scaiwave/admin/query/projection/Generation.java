package com.scaiwave.admin.query.projection;

/** One build of a projection's tables, in a schema of its own. */
record Generation(String projection, int number, int revision, String schema) {

    /** The exception for a caller that needs this generation and can't use the live one instead. */
    IllegalStateException dropped() {
        return new IllegalStateException(schema + " was dropped, since another one is live");
    }
}
