package com.scaiwave.admin.command.models;

import static com.scaiwave.admin.command.Expectations.ifMatch;
import static com.scaiwave.admin.command.Expectations.refusal;

import com.scaiwave.admin.command.Told;
import com.scaiwave.admin.command.deciding.Decided;
import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.command.models.ModelEnablement.Switch;
import com.scaiwave.admin.events.ModelEvent.ModelDisabled;
import com.scaiwave.admin.events.ModelEvent.ModelEnabled;
import com.scaiwave.admin.events.ModelEvent.ModelFacts;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Check.EventRef;
import com.scaiwave.admin.web.refusal.ErrorCode;
import java.util.List;
import org.axonframework.test.aggregate.AggregateTestFixture;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullMarked
class ModelEnablementTest {
    private static final TenantId TENANT = new TenantId("tnt_demo");
    private static final ModelSlug LARGE = new ModelSlug("scai/large");
    private static final ModelSlug SMALL = new ModelSlug("scai/small");
    private static final ModelFacts FACTS =
            new ModelFacts("Large", "chat", 128_000L, null, "active", "healthy");

    private final AggregateTestFixture<ModelEnablement> models =
            Told.fixture(ModelEnablement.class);

    @Test
    void enabling_keeps_what_the_catalog_said() {
        models.givenNoPriorActivity()
                .when(enable(LARGE, FACTS, ExpectedTags.NONE))
                .expectEvents(new ModelEnabled(TENANT, LARGE, FACTS, 1, 1))
                .expectResultMessagePayload(written(true, 1, 0));
    }

    @Test
    void enabling_twice_records_nothing() {
        models.given(new ModelEnabled(TENANT, LARGE, FACTS, 1, 1))
                .when(enable(LARGE, FACTS, ExpectedTags.NONE))
                .expectNoEvents()
                .expectResultMessagePayload(written(true, 1, 0));
    }

    @Test
    void each_switch_has_a_version_of_its_own_beside_that_of_the_set() {
        models.given(
                        new ModelEnabled(TENANT, LARGE, FACTS, 1, 1),
                        new ModelDisabled(TENANT, LARGE, 2, 2))
                .when(enable(SMALL, FACTS, ifMatch(0)))
                .expectEvents(new ModelEnabled(TENANT, SMALL, FACTS, 3, 1))
                .expectResultMessagePayload(written(true, 1, 2));
    }

    @Test
    void a_model_that_the_catalog_does_not_know_is_not_found_whatever_the_precondition() {
        models.givenNoPriorActivity()
                .when(enable(LARGE, null, ifMatch(7)))
                .expectException(refusal(ErrorCode.SW_MODEL_NOT_FOUND))
                .expectNoEvents();
    }

    @Test
    void a_model_that_was_disabled_and_left_the_catalog_can_not_be_enabled_again() {
        models.given(
                        new ModelEnabled(TENANT, LARGE, FACTS, 1, 1),
                        new ModelDisabled(TENANT, LARGE, 2, 2))
                .when(enable(LARGE, null, ExpectedTags.NONE))
                .expectException(refusal(ErrorCode.SW_MODEL_NOT_FOUND))
                .expectNoEvents();
    }

    @Test
    void an_enabled_model_that_left_the_catalog_stays_enabled() {
        models.given(new ModelEnabled(TENANT, LARGE, FACTS, 1, 1))
                .when(enable(LARGE, null, ifMatch(1)))
                .expectNoEvents()
                .expectResultMessagePayload(written(true, 1, 0));
    }

    @Test
    void a_stale_precondition_is_refused() {
        models.given(new ModelEnabled(TENANT, LARGE, FACTS, 1, 1))
                .when(enable(LARGE, FACTS, ifMatch(0)))
                .expectException(refusal(ErrorCode.SW_PRECONDITION_FAILED))
                .expectNoEvents();
    }

    private static EnableModel enable(
            ModelSlug model, @Nullable ModelFacts facts, ExpectedTags expected) {
        return new EnableModel(TENANT, model, facts, expected);
    }

    private static Decided<Switch> written(boolean enabled, long version, long sequence) {
        return new Decided<>(
                new Switch(enabled, version, sequence),
                version,
                false,
                List.of(new EventRef(StreamId.models(TENANT), sequence)));
    }
}
