package com.scaiwave.admin.log;

/** The logs. Each has positions of its own. */
public enum LogName {
    /** What admins did and the platform reported: audited and streamed. */
    ADMINISTRATION,
    /** What the platform measured: usage and storage. */
    METERING;

    /** The schema that the log lives in. */
    public String schema() {
        return switch (this) {
            case ADMINISTRATION -> "log_administration";
            case METERING -> "log_metering";
        };
    }
}
