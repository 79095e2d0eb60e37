package com.scaiwave.admin.views;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An entry of the audit log as a CloudEvent 1.0. */
public record CloudEvent(
        String specversion,
        String id,
        String type,
        String source,
        String subject,
        Instant time,
        String datacontenttype,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String tenantid,
        String position,
        AuditEntry.Told data) {
    private static final String PREFIX = "com.scaiwave.admin.";
    private static final String SUFFIX = ".v1";

    public static CloudEvent of(AuditEntry entry, String source) {
        AuditLine line = entry.line();
        String subject =
                line.resourceId() == null
                        ? line.resourceType()
                        : line.resourceType() + "/" + line.resourceId();
        return new CloudEvent(
                "1.0",
                entry.eventId().toString(),
                PREFIX + line.action() + SUFFIX,
                source,
                subject,
                entry.createdAt(),
                "application/json",
                entry.tenant(),
                Long.toString(entry.position()),
                entry.told());
    }

    /** The action in a CloudEvents type; empty if the text is not a type of this API. */
    public static String action(String type) {
        return type.startsWith(PREFIX) && type.endsWith(SUFFIX)
                ? type.substring(
                        PREFIX.length(), Math.max(PREFIX.length(), type.length() - SUFFIX.length()))
                : "";
    }
}
