package com.scaiwave.admin.views;

import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.Personal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The part of an audit entry that is made from the event itself, not from its metadata.
 *
 * @param changes the changed fields, named by JSON pointers into the resource
 * @param facts further details of the action, by name
 * @param personal further details that are personal, by name
 * @param data the data that the platform sent: a JSON object, as text
 * @param version the version of the resource after the event; null if it is the event's place in
 *     its stream, counted from 1
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

    /** One changed field; its values are either both personal, and sealed, or both not. */
    public record FieldChange(
            String path,
            @Nullable Object old,
            @Nullable Object now,
            @Nullable Personal oldPersonal,
            @Nullable Personal nowPersonal) {}

    static Builder of(String action, String resourceType) {
        return new Builder(action, resourceType);
    }

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

        /** Adds a field, unless its change is null. */
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
