package com.scaiwave.admin.command.partners;

import static com.scaiwave.admin.command.CommandNode.NOW;
import static com.scaiwave.admin.command.Events.partner;
import static com.scaiwave.admin.command.Expectations.assertRefused;
import static com.scaiwave.admin.command.Expectations.ifMatch;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.command.CommandNode;
import com.scaiwave.admin.command.CommandNode.Answer;
import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.events.PartnerEvent.PartnerCreated;
import com.scaiwave.admin.events.PartnerEvent.PartnerStatus;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.events.Slug;
import com.scaiwave.admin.events.Subject;
import com.scaiwave.admin.web.refusal.ErrorCode;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

@NullMarked
class CreatePartnerTest {
    private final CommandNode node = CommandNode.alone();

    @Test
    void a_partner_knows_those_above_it() {
        node.given(
                partner("prt_top", PartnerStatus.ACTIVE, null),
                partner("prt_mid", PartnerStatus.ACTIVE, null, "prt_top"));

        Answer answer = node.send(create("new", ExpectedTags.NONE, "prt_top", "prt_mid"));

        assertThat(node.newEvents())
                .singleElement()
                .isInstanceOfSatisfying(
                        PartnerCreated.class,
                        e -> {
                            assertThat(e.ancestors())
                                    .containsExactly(
                                            new PartnerId("prt_top"), new PartnerId("prt_mid"));
                            assertThat(e.contactEmail().value()).isEqualTo("new@example.org");
                            assertThat(e.version()).isEqualTo(1);
                        });
        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.data().get("parent_partner_id").stringValue()).isEqualTo("prt_mid");
        assertThat(answer.data().get("tenant_count").longValue()).isZero();
    }

    @Test
    void nothing_new_below_a_suspended_partner_at_any_depth() {
        node.given(
                partner("prt_top", PartnerStatus.SUSPENDED, null),
                partner("prt_mid", PartnerStatus.ACTIVE, null, "prt_top"));

        assertRefused(
                ErrorCode.SW_PARTNER_SUSPENDED,
                () -> node.send(create("new", ExpectedTags.NONE, "prt_top", "prt_mid")));
        assertThat(node.newEvents()).isEmpty();
    }

    @Test
    void a_slug_is_only_one_partners() {
        node.given(partner("prt_top", PartnerStatus.ACTIVE, null));

        assertRefused(
                ErrorCode.SW_PARTNER_SLUG_TAKEN,
                () -> node.send(create("p-top", ExpectedTags.NONE)));
    }

    @Test
    void of_several_reasons_the_slug_is_told() {
        node.given(partner("prt_top", PartnerStatus.SUSPENDED, null));

        assertRefused(
                ErrorCode.SW_PARTNER_SLUG_TAKEN,
                () -> node.send(create("p-top", ExpectedTags.NONE, "prt_top")));
    }

    @Test
    void there_is_nothing_yet_that_could_match_and_that_is_told_first() {
        node.given(partner("prt_top", PartnerStatus.SUSPENDED, null));

        assertRefused(
                ErrorCode.SW_PRECONDITION_FAILED,
                () -> node.send(create("p-top", ifMatch(1), "prt_top")));
    }

    private static CreatePartner create(String slug, ExpectedTags expected, String... ancestors) {
        return new CreatePartner(
                new PartnerId("prt_new"),
                new Slug(slug),
                Stream.of(ancestors).map(PartnerId::new).toList(),
                new PartnerSettings(
                        "New",
                        Personal.of(Subject.of(new PartnerId("prt_new")), "new@example.org"),
                        PartnerStatus.ACTIVE,
                        null,
                        null,
                        null),
                NOW,
                expected);
    }
}
