package com.scaiwave.admin.events;

/** The id of a plugin in the configuration, such as {@code scaiwave.web}. */
public record PluginId(String value) implements Id<PluginId> {
    public static final Form FORM = Form.named("._-", 0, 99);

    public PluginId {
        FORM.check(value);
    }

    @Override
    public String toString() {
        return value;
    }
}
