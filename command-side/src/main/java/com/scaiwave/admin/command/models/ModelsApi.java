package com.scaiwave.admin.command.models;

import com.scaiwave.admin.command.deciding.Commands;
import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.command.models.ModelEnablement.Switch;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.registry.ModelCatalog;
import com.scaiwave.admin.web.resource.ModelSwitch;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
record ModelsApi(Commands commands, ModelCatalog catalog) {

    @PostMapping("/v1/admin/models/{slug}/enable")
    ResponseEntity<byte[]> enable(Call call) {
        ModelSlug model = slug(call);
        return send(
                call,
                model,
                new EnableModel(
                        call.tenant().id(), model, catalog.facts(model), ExpectedTags.of(call)));
    }

    @PostMapping("/v1/admin/models/{slug}/disable")
    ResponseEntity<byte[]> disable(Call call) {
        ModelSlug model = slug(call);
        boolean known = catalog.facts(model) != null;
        return send(
                call,
                model,
                new DisableModel(call.tenant().id(), model, known, ExpectedTags.of(call)));
    }

    private ResponseEntity<byte[]> send(Call call, ModelSlug model, Object command) {
        return commands.send(
                call,
                call.metadata(call.tenant()),
                command,
                (Switch s) -> new ModelSwitch(model, s.enabled()));
    }

    private static ModelSlug slug(Call call) {
        String slug = call.pathVariable("slug");
        if (!ModelSlug.FORM.fits(slug)) {
            throw ModelEnablement.modelNotFound();
        }
        return new ModelSlug(slug);
    }
}
