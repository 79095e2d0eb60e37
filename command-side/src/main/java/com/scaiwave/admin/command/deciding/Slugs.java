package com.scaiwave.admin.command.deciding;

import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.web.refusal.Refusal;

/** Slugs that a body names. */
public final class Slugs {
    private Slugs() {}

    /** A model's slug; a text that is none is the name of no model. */
    public static ModelSlug model(String slug, String field) {
        if (!ModelSlug.isValid(slug)) {
            throw Refusal.invalid(field, "is not a known model");
        }
        return new ModelSlug(slug);
    }
}
