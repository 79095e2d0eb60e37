package com.scaiwave.admin.command.models;

import com.scaiwave.admin.command.write.Writes;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.registry.ModelCatalog;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ModelsApi {
    private final Writes writes;
    private final ModelCatalog catalog;

    ModelsApi(Writes writes, ModelCatalog catalog) {
        this.writes = writes;
        this.catalog = catalog;
    }

    @PostMapping("/v1/admin/models/{slug}/enable")
    ResponseEntity<byte[]> enable(Call call) {
        ModelSlug model = slug(call);
        return writes.send(
                call,
                call.metadata(call.tenant()),
                new EnableModel(
                        call.tenant().id(), model, catalog.facts(model), call::checkIfMatch));
    }

    @PostMapping("/v1/admin/models/{slug}/disable")
    ResponseEntity<byte[]> disable(Call call) {
        ModelSlug model = slug(call);
        return writes.send(
                call,
                call.metadata(call.tenant()),
                new DisableModel(
                        call.tenant().id(),
                        model,
                        catalog.facts(model) != null,
                        call::checkIfMatch));
    }

    private static ModelSlug slug(Call call) {
        String slug = call.pathVariable("slug");
        if (!ModelSlug.isValid(slug)) {
            throw ModelEnablement.modelNotFound();
        }
        return new ModelSlug(slug);
    }
}
