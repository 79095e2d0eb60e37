package com.scaiwave.admin.views;

import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.Personal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What an event says in the audit log, beyond what stands in its metadata.
 *
 * @param changes what was changed, by JSON pointers into the resource
 * @param facts what else the action brings with it
 * @param personal the same, of what is personal
 * @param data what the platform sent along, a JSON object as text
 * @param version of the resource after it; null where that is its place in its stream
 */
public record AuditLine(
        String action,
        String resourceType,
        @Nullable String resourceId,
        @Nullable Long version,
        List<FieldChange> changes,
        Map<String, String> facts,
        Map<String, Personal> personal,
        @Nullable Personal data) {

    /** One changed field; personal values stay sealed until somebody looks. */
    public record FieldChange(
            String path,
            @Nullable Object old,
            @Nullable Object now,
            @Nullable Personal oldPersonal,
            @Nullable Personal nowPersonal) {}

    static Builder of(String action, String resourceType) {
        return new Builder(action, resourceType);
    }

    /** Collects a line. */
    static final class Builder {
        private final String action;
        private final String resourceType;
        private @Nullable String resourceId;
        private @Nullable Long version;
        private final List<FieldChange> changes = new ArrayList<>();
        private final Map<String, String> facts = new TreeMap<>();
        private final Map<String, Personal> personal = new TreeMap<>();
        private @Nullable Personal data;

        private Builder(String action, String resourceType) {
            this.action = action;
            this.resourceType = resourceType;
        }

        Builder about(@Nullable Object id) {
            resourceId = id == null ? null : id.toString();
            return this;
        }

        Builder version(long after) {
            version = after;
            return this;
        }

        /** A field that may have been changed. */
        Builder field(String path, @Nullable Change<?> change) {
            return change == null ? this : field(path, change.old(), change.now());
        }

        Builder field(String path, @Nullable Object old, @Nullable Object now) {
            changes.add(new FieldChange(path, old, now, null, null));
            return this;
        }

        Builder personalField(String path, @Nullable Change<Personal> change) {
            return change == null ? this : personalField(path, change.old(), change.now());
        }

        Builder personalField(String path, @Nullable Personal old, @Nullable Personal now) {
            changes.add(new FieldChange(path, null, null, old, now));
            return this;
        }

        Builder fact(String name, @Nullable String value) {
            if (value != null) {
                facts.put(name, value);
            }
            return this;
        }

        Builder personalFact(String name, @Nullable Personal value) {
            if (value != null) {
                personal.put(name, value);
            }
            return this;
        }

        Builder data(@Nullable Personal value) {
            data = value;
            return this;
        }

        AuditLine build() {
            return new AuditLine(
                    action,
                    resourceType,
                    resourceId,
                    version,
                    List.copyOf(changes),
                    facts,
                    personal,
                    data);
        }
    }
}
