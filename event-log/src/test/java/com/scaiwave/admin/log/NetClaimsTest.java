package com.scaiwave.admin.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.events.Claim;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.Origin;
import com.scaiwave.admin.events.ParticipantId;
import com.scaiwave.admin.events.ParticipantType;
import com.scaiwave.admin.events.PlatformEvent.PersonJoined;
import com.scaiwave.admin.events.PlatformEvent.PersonLeft;
import com.scaiwave.admin.events.TenantId;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullMarked
class NetClaimsTest {
    private static final TenantId TENANT = new TenantId("tnt_demo");
    private int events;

    @Test
    void a_name_that_is_handed_on_is_the_last_ones_and_was_the_first_ones() {
        NetClaims net = handedOn(joined("c", "Ada", null));

        assertThat(names(net.lasting())).containsExactly("person:c ada");
        assertThat(names(net.passing())).isEmpty();
        assertThat(names(net.releases())).containsExactly("person:a ada", "person:b ada");
    }

    @Test
    void a_name_that_comes_back_to_its_owner_is_not_given_free() {
        NetClaims net = handedOn(joined("a", "ada", null));

        assertThat(names(net.lasting())).containsExactly("person:a ada");
        assertThat(names(net.releases())).containsExactly("person:b ada");
    }

    @Test
    void a_name_that_was_taken_in_passing_must_not_be_anothers() {
        NetClaims net = net(joined("a", "ada", null), left("a", "ada"));

        assertThat(names(net.lasting())).isEmpty();
        assertThat(names(net.passing())).containsExactly("person:a ada");
        assertThat(names(net.releases())).containsExactly("person:a ada");
    }

    @Test
    void two_that_take_the_same_name_are_both_there_for_the_log_to_refuse() {
        NetClaims net = net(joined("a", "ada", null), joined("b", "ADA", null));

        assertThat(names(net.lasting())).containsExactly("person:a ada", "person:b ada");
    }

    @Test
    void a_change_of_case_keeps_the_name() {
        NetClaims net = net(joined("a", "Ada", "ada"));

        assertThat(names(net.lasting())).containsExactly("person:a ada");
        assertThat(names(net.releases())).isEmpty();
    }

    @Test
    void a_name_that_is_claimed_twice_by_one_owner_is_claimed_once() {
        NetClaims net = net(joined("a", "ada", null), joined("a", "ada", null));

        assertThat(names(net.lasting())).containsExactly("person:a ada");
    }

    @Test
    void an_event_of_the_platform_that_comes_twice_is_claimed_twice_for_the_log_to_refuse() {
        Event event = left("a", "ada");

        assertThat(net(event, event).lasting())
                .hasSize(2)
                .allMatch(c -> c.storedNamespace().equals("platform-event"));
    }

    @Test
    void what_an_append_writes_are_all_the_names_that_it_claims_passes_on_or_releases() {
        NetClaims net =
                net(
                        joined("a", "ada", null),
                        joined("b", "bob", null),
                        left("b", "bob"),
                        left("c", "cem"));

        assertThat(names(List.copyOf(net.all())))
                .containsExactly("person:a ada", "person:b bob", "person:c cem");
    }

    /**
     * The net claims after a gives a name up, b takes it and gives it up, and then a given event.
     */
    private NetClaims handedOn(Event last) {
        return net(left("a", "ada"), joined("b", "ada", null), left("b", "ada"), last);
    }

    private static NetClaims net(Event... events) {
        return NetClaims.of(List.of(events));
    }

    private Event joined(String person, String localId, @Nullable String former) {
        return new PersonJoined(
                TENANT,
                origin(),
                new ParticipantId(person),
                ParticipantType.HUMAN,
                localId,
                former,
                null,
                null);
    }

    private Event left(String person, String localId) {
        return new PersonLeft(TENANT, origin(), new ParticipantId(person), localId);
    }

    private Origin origin() {
        return new Origin("/test", "e" + events++);
    }

    /** The claims of local ids, each as its owner and key. */
    private static List<String> names(List<Claim> claims) {
        return claims.stream()
                .filter(c -> c.storedNamespace().startsWith("local-id"))
                .map(c -> c.owner() + " " + c.key())
                .toList();
    }
}
