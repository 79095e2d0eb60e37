package com.scaiwave.admin.log;

/** The logs. Each has positions of its own. */
public enum LogName {
    /** What admins did and the platform reported: audited and streamed. */
    ADMINISTRATION("log_administration"),
    /** What the platform measured: usage and storage. */
    METERING("log_metering");

    private final String schema;

    LogName(String schema) {
        this.schema = schema;
    }

    /** The schema that the log lives in. */
    public String schema() {
        return schema;
    }
}
