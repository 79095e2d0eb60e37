package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.views.AiConfigView;
import com.scaiwave.admin.views.Fold;
import com.scaiwave.admin.views.ModelView;
import com.scaiwave.admin.views.NoteProcessingView;
import com.scaiwave.admin.views.PartnerView;
import com.scaiwave.admin.views.PluginView;
import com.scaiwave.admin.views.PromptStudioView;
import com.scaiwave.admin.views.TenantView;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** The projections that are one table of views each: a new one needs a fold and a line here. */
public final class ViewProjections {
    /**
     * The tables of views that each belong to a tenant, without columns generated from their JSON.
     */
    private static final String PLAIN = "views";

    private static final List<Listed<?>> ALL =
            List.of(
                    new Listed<>("ai_config", 3, PLAIN, AiConfigView.FOLD),
                    new Listed<>("models", 3, PLAIN, ModelView.FOLD),
                    new Listed<>("note_processing", 5, PLAIN, NoteProcessingView.FOLD),
                    new Listed<>("partners", 3, "partners", PartnerView.FOLD),
                    new Listed<>("plugins", 3, PLAIN, PluginView.FOLD),
                    new Listed<>("prompt_studio", 3, PLAIN, PromptStudioView.FOLD),
                    new Listed<>("tenants", 5, "tenants", TenantView.FOLD));

    private final JsonMapper mapper;

    /**
     * Lists the projections.
     *
     * @param mapper reads and writes views in their stored form
     */
    public ViewProjections(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** All projections of the list, after the given ones. */
    public List<Projection> and(List<Projection> others) {
        List<Projection> all = new ArrayList<>(others);
        ALL.forEach(listed -> all.add(listed.projection(mapper)));
        return all;
    }

    /** The projection of a fold. */
    public <V> ViewProjection<V> of(Fold<V> fold) {
        for (Listed<?> listed : ALL) {
            if (listed.fold() == fold) {
                return new ViewProjection<>(
                        listed.name(), listed.revision(), listed.tables(), fold, mapper);
            }
        }
        throw new IllegalArgumentException(fold.type() + " is not in the list");
    }

    /**
     * A line of the list: one projection.
     *
     * @param revision see {@link Projection#revision}
     * @param tables see {@link Projection#tables}
     */
    private record Listed<V>(String name, int revision, String tables, Fold<V> fold) {
        Projection projection(JsonMapper mapper) {
            return new ViewProjection<>(name, revision, tables, fold, mapper);
        }
    }
}
