package com.scaiwave.admin.log;

import static com.scaiwave.admin.log.Samples.TENANT;
import static com.scaiwave.admin.log.Samples.answer;
import static com.scaiwave.admin.log.Samples.appending;
import static com.scaiwave.admin.log.Samples.appendingWith;
import static com.scaiwave.admin.log.Samples.bytes;
import static com.scaiwave.admin.log.Samples.created;
import static com.scaiwave.admin.log.Samples.joined;
import static com.scaiwave.admin.log.Samples.renamed;
import static com.scaiwave.admin.log.Samples.reported;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.events.Claim;
import com.scaiwave.admin.events.LocalId;
import com.scaiwave.admin.events.Origin;
import com.scaiwave.admin.events.ParticipantId;
import com.scaiwave.admin.events.PlatformEvent.PersonLeft;
import com.scaiwave.admin.log.Append.DroppedSecret;
import com.scaiwave.admin.log.Append.Secret;
import com.scaiwave.admin.log.Outcome.Appended;
import com.scaiwave.admin.log.Outcome.Taken;
import com.scaiwave.admin.log.Outcome.Unchanged;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** A name has one owner within its namespace, also under concurrent appends. */
@NullMarked
interface ClaimsConformance extends Conformance {
    Taken LOCAL_ID = new Taken("local-id:tnt_demo");
    Taken PLATFORM_EVENT = new Taken("platform-event");
    Secret SECRET = new Secret("sec_1", bytes("sealed"));

    @Test
    default void a_name_is_the_first_ones() {
        assertThat(log().append(appending(created("ptc_a", "ada")))).isEqualTo(new Appended(1L));
        assertThat(log().append(appending(created("ptc_b", "ada")))).isEqualTo(LOCAL_ID);
        assertThat(log().owners(List.of(localId("ada"), localId("bob")))).containsOnlyKeys("ada");
    }

    @Test
    default void claiming_what_one_has_already_is_no_conflict() {
        log().append(appending(created("ptc_a", "ada")));
        assertThat(log().append(appending(created("ptc_a", "ada")))).isEqualTo(new Appended(2L));
    }

    @Test
    default void a_released_name_is_free_for_another() {
        log().append(appending(created("ptc_a", "ada")));
        assertThat(log().append(appending(renamed("ptc_a", "ada", "eve"))))
                .isEqualTo(new Appended(2L));
        assertThat(log().append(appending(created("ptc_b", "ada")))).isEqualTo(new Appended(3L));
        assertThat(log().append(appending(renamed("ptc_a", "eve", "ada")))).isEqualTo(LOCAL_ID);
    }

    @Test
    default void nobody_releases_a_name_of_another() {
        log().append(appending(created("ptc_a", "ada")));
        log().append(appending(renamed("ptc_b", "ada", "bob")));
        assertThat(log().append(appending(created("ptc_c", "ada")))).isEqualTo(LOCAL_ID);
    }

    @Test
    default void a_name_that_a_person_has_is_no_participants() {
        log().append(appending(joined("@ada", "ada")));
        assertThat(log().append(appending(created("ptc_a", "ada")))).isEqualTo(LOCAL_ID);
    }

    @Test
    default void an_event_of_the_platform_is_taken_in_once() {
        assertThat(log().append(appending(reported("1")))).isEqualTo(new Appended(1L));
        assertThat(log().append(appending(reported("1")))).isEqualTo(PLATFORM_EVENT);
        assertThat(log().append(appending(reported("2")))).isEqualTo(new Appended(2L));
    }

    @Test
    default void an_event_of_the_platform_is_taken_in_once_even_in_one_append() {
        assertThat(log().append(appending(reported("1"), reported("1")))).isEqualTo(PLATFORM_EVENT);
        assertThat(log().head()).isZero();
    }

    @Test
    default void two_in_one_append_do_not_share_a_name() {
        assertThat(log().append(appending(created("ptc_a", "ada"), created("ptc_b", "ada"))))
                .isEqualTo(LOCAL_ID);
        assertThat(log().head()).isZero();
    }

    @Test
    default void a_taken_name_leaves_nothing_behind() {
        log().append(appending(created("ptc_a", "ada"), created("ptc_b", "bob")));
        Append refused =
                appendingWith(
                        List.of(answer("key", "body", "sealed"), SECRET),
                        renamed("ptc_a", "ada", "bob"),
                        created("ptc_c", "eve"));
        assertThat(log().append(refused)).isEqualTo(LOCAL_ID);

        assertThat(log().head()).isEqualTo(2);
        assertThat(log().owners(List.of(localId("ada"), localId("bob"), localId("eve"))))
                .containsOnlyKeys("ada", "bob");
        assertThat(log().secret("sec_1")).isEmpty();
        assertThat(log().check(new Check(Map.of(), bytes("key"), List.of(), List.of())))
                .isEqualTo(new Unchanged(null));
        assertThat(log().append(appending(created("ptc_c", "ada")))).isEqualTo(LOCAL_ID);
    }

    @Test
    default void a_taken_name_leaves_the_secrets_that_it_would_have_dropped() {
        log().append(appendingWith(List.of(SECRET), created("ptc_a", "ada")));
        log().append(appendingWith(List.of(new DroppedSecret("sec_1")), created("ptc_b", "ada")));
        assertThat(log().secret("sec_1")).hasValue(bytes("sealed"));
        log().append(appendingWith(List.of(new DroppedSecret("sec_1"))));
        assertThat(log().secret("sec_1")).isEmpty();
    }

    @Test
    default void a_name_is_handed_on_any_number_of_times_within_one_append() {
        log().append(appending(joined("a", "ada")));
        assertThat(
                        log().append(
                                        appending(
                                                left("a", "ada"),
                                                joined("b", "ada"),
                                                left("b", "ada"),
                                                joined("c", "ada"))))
                .isEqualTo(new Appended(2L));
        assertThat(log().owners(List.of(localId("ada")))).containsEntry("ada", "person:c");
    }

    @Test
    default void a_name_that_is_given_back_in_the_same_append_must_be_free_all_the_same() {
        log().append(appending(joined("a", "ada")));
        assertThat(log().append(appending(joined("b", "ada"), left("b", "ada"))))
                .isEqualTo(LOCAL_ID);
        assertThat(log().append(appending(joined("b", "eve"), left("b", "eve"))))
                .isEqualTo(new Appended(2L));
        assertThat(log().owners(List.of(localId("ada"), localId("eve"))))
                .containsOnly(Map.entry("ada", "person:a"));
    }

    private static PersonLeft left(String person, String localId) {
        return new PersonLeft(
                TENANT,
                new Origin("//platform", "left-" + person),
                new ParticipantId(person),
                localId);
    }

    private static Claim localId(String name) {
        return Claim.localId(TENANT, new LocalId(name), new ParticipantId("ptc_any"));
    }
}
