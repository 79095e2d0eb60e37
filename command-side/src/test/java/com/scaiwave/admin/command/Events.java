package com.scaiwave.admin.command;

import static com.scaiwave.admin.command.CommandNode.NOW;
import static com.scaiwave.admin.command.CommandNode.TENANT;

import com.scaiwave.admin.events.AiConfigEvent.AiConfigUpdated;
import com.scaiwave.admin.events.AiConfigEvent.StoredKey;
import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.ModelEvent.ModelDisabled;
import com.scaiwave.admin.events.ModelEvent.ModelEnabled;
import com.scaiwave.admin.events.ModelEvent.ModelFacts;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.NoteProcessingEvent.NoteProcessingUpdated;
import com.scaiwave.admin.events.PartnerEvent.PartnerCreated;
import com.scaiwave.admin.events.PartnerEvent.PartnerStatus;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.events.Slug;
import com.scaiwave.admin.events.Subject;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** Events that tests begin with. */
@NullMarked
public final class Events {
    public static final ModelSlug LARGE = new ModelSlug("scai/large");
    public static final ModelSlug SMALL = new ModelSlug("scai/small");
    public static final ModelFacts FACTS =
            new ModelFacts("A model", "chat", 128_000L, null, "active", "healthy");

    private Events() {}

    public static ModelEnabled enabled(ModelSlug model, long setVersion, long version) {
        return new ModelEnabled(TENANT, model, FACTS, setVersion, version);
    }

    public static ModelDisabled disabled(ModelSlug model, long setVersion, long version) {
        return new ModelDisabled(TENANT, model, setVersion, version);
    }

    public static AiConfigUpdated madeDefault(ModelSlug model, long setVersion, long version) {
        return new AiConfigUpdated(
                TENANT, new Change<>(null, model), null, null, null, setVersion, version);
    }

    public static AiConfigUpdated keySet(StoredKey key) {
        return new AiConfigUpdated(TENANT, null, null, null, new Change<>(null, key), 0, 1);
    }

    public static NoteProcessingUpdated notesBy(ModelSlug model) {
        return new NoteProcessingUpdated(
                TENANT, null, new Change<>(null, model), null, null, null, null, null, 1);
    }

    public static PartnerCreated partner(
            String id, PartnerStatus status, @Nullable Long maxTenants, String... ancestors) {
        return new PartnerCreated(
                new PartnerId(id),
                new Slug(id.replace("prt_", "p-")),
                id,
                Personal.of(Subject.of(new PartnerId(id)), id + "@example.org"),
                status,
                List.of(ancestors).stream().map(PartnerId::new).toList(),
                maxTenants,
                null,
                null,
                NOW,
                1);
    }
}
