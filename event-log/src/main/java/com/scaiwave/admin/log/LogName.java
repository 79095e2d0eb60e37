package com.scaiwave.admin.log;

/** The logs of the same engine; a position is one within its log. */
public enum LogName {
    /** What admins and the platform do: audited and streamed. */
    ADMINISTRATION,
    /** What the platform measures: usage and storage. */
    METERING;

    /** The schema that the log lives in. */
    public String schema() {
        return switch (this) {
            case ADMINISTRATION -> "log_administration";
            case METERING -> "log_metering";
        };
    }
}
