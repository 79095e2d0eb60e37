package com.scaiwave.admin.command.tenants;

import static com.scaiwave.admin.command.CommandNode.NOW;
import static com.scaiwave.admin.command.Events.partner;
import static com.scaiwave.admin.command.Expectations.assertRefused;
import static com.scaiwave.admin.command.Expectations.ifMatch;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.command.CommandNode;
import com.scaiwave.admin.command.CommandNode.Answer;
import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.events.DirectoryBookkeeping.TenantAdmitted;
import com.scaiwave.admin.events.PartnerEvent.PartnerStatus;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.Slug;
import com.scaiwave.admin.events.TenantEvent.TenantCreated;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Tenants;
import com.scaiwave.admin.web.refusal.ErrorCode;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class CreateTenantTest {
    private static final PartnerId TOP = new PartnerId("prt_top");
    private static final PartnerId MID = new PartnerId("prt_mid");

    private final CommandNode node = CommandNode.alone();

    @Test
    void every_partner_above_is_told_and_clients_hear_of_the_tenant_alone() {
        node.given(
                partner("prt_top", PartnerStatus.ACTIVE, 5L),
                partner("prt_mid", PartnerStatus.ACTIVE, 1L, "prt_top"));

        Answer answer = node.send(new CreateTenant(tenant("one"), ExpectedTags.NONE));

        assertThat(node.newEvents())
                .containsExactlyInAnyOrder(
                        new TenantAdmitted(TOP, new TenantId("tnt_one"), 2),
                        new TenantAdmitted(MID, new TenantId("tnt_one"), 2),
                        tenant("one"));
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.eventIds()).isEqualTo(1);
        assertThat(answer.version()).isEqualTo(1);
    }

    @Test
    void the_position_that_is_answered_is_that_of_the_writes_last_event() {
        node.given(
                partner("prt_top", PartnerStatus.ACTIVE, null),
                partner("prt_mid", PartnerStatus.ACTIVE, null, "prt_top"));

        Answer answer = node.send(new CreateTenant(tenant("one"), ExpectedTags.NONE));

        assertThat(answer.position()).isEqualTo(5);
        assertThat(node.log().getLast().event()).isEqualTo(tenant("one"));
    }

    @Test
    void no_partner_outgrows_its_limit_through_one_below() {
        node.given(
                partner("prt_top", PartnerStatus.ACTIVE, 1L),
                partner("prt_mid", PartnerStatus.ACTIVE, null, "prt_top"));
        node.send(new CreateTenant(tenant("one"), ExpectedTags.NONE));

        assertRefused(
                ErrorCode.SW_TENANT_CAPACITY,
                () -> node.send(new CreateTenant(tenant("two"), ExpectedTags.NONE)));
        assertThat(node.newEvents()).hasSize(3);
    }

    @Test
    void of_several_reasons_slug_comes_before_suspended_and_that_before_capacity() {
        node.given(
                partner("prt_top", PartnerStatus.SUSPENDED, 0L),
                partner("prt_mid", PartnerStatus.ACTIVE, 0L, "prt_top"),
                tenant("one"));

        assertRefused(
                ErrorCode.SW_TENANT_SLUG_TAKEN,
                () -> node.send(new CreateTenant(tenant("two", "one"), ExpectedTags.NONE)));
        assertRefused(
                ErrorCode.SW_PARTNER_SUSPENDED,
                () -> node.send(new CreateTenant(tenant("two"), ExpectedTags.NONE)));
    }

    @Test
    void there_is_nothing_yet_that_could_match_and_that_is_told_first() {
        node.given(
                partner("prt_top", PartnerStatus.SUSPENDED, 0L),
                partner("prt_mid", PartnerStatus.ACTIVE, 0L, "prt_top"));

        assertRefused(
                ErrorCode.SW_PRECONDITION_FAILED,
                () -> node.send(new CreateTenant(tenant("one"), ifMatch(1))));
    }

    private static TenantCreated tenant(String name) {
        return tenant(name, name);
    }

    private static TenantCreated tenant(String name, String slug) {
        return Tenants.created(
                new TenantId("tnt_" + name), new Slug(slug), name, List.of(TOP, MID), NOW);
    }
}
