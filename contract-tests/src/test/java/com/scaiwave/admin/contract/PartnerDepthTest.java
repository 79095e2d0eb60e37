package com.scaiwave.admin.contract;

import static com.scaiwave.admin.contract.harness.Json.with;

import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Partner;
import org.junit.jupiter.api.Test;

/** Section 3: partners nest at most 16 levels deep. */
class PartnerDepthTest {

    @Test
    void the_sixteenth_level_is_the_last_one() {
        Partner deepest = Fleet.partner();
        for (int level = 2; level <= 16; level++) {
            deepest = deepest.below();
        }

        Fleet.operator()
                .post(Given.PARTNERS)
                .json(with(Given.partner(Fleet.slug()), "parent_partner_id", deepest.id()))
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", "/parent_partner_id");
        // The partner's own admin need not name it.
        deepest.admin()
                .post(Given.PARTNERS)
                .json(Given.partner(Fleet.slug()))
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", "/parent_partner_id");
        deepest.tenant();
    }
}
