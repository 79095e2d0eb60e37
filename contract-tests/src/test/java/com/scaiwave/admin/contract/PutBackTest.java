package com.scaiwave.admin.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.contract.harness.Fleet;
import com.scaiwave.admin.contract.harness.Fleet.Partner;
import com.scaiwave.admin.contract.harness.Fleet.Tenant;
import com.scaiwave.admin.contract.harness.Json;
import com.scaiwave.admin.contract.harness.Response;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Section 1, writes: the answer of a GET can be PUT back, with instants as each language writes
 * them.
 */
class PutBackTest {

    private static final DateTimeFormatter SIX =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSxxx");

    private static Partner partner = Fleet.partner();

    @BeforeAll
    static void a_partner() {
        partner = Fleet.partner();
    }

    /** The same instant, or a truncated one, in the forms that clients write. */
    private static List<String> forms(Instant instant) {
        String z = DateTimeFormatter.ISO_INSTANT.format(instant);
        OffsetDateTime utc = instant.atOffset(ZoneOffset.UTC);
        String six = utc.format(SIX);
        return List.of(
                six,
                six.replace("+00:00", "Z"),
                six.replace("+00:00", "-00:00"),
                six.replace("+00:00", "z").replace('T', 't'),
                six.replace("+00:00", "000Z"),
                six.replace("+00:00", "000000000000Z"),
                utc.withOffsetSameInstant(ZoneOffset.ofHoursMinutes(5, 30)).format(SIX),
                utc.withOffsetSameInstant(ZoneOffset.ofHours(-11)).format(SIX),
                z.replaceFirst("\\.[0-9]+", "").replace("Z", "+00:00"),
                DateTimeFormatter.ISO_INSTANT.format(instant.truncatedTo(ChronoUnit.SECONDS)),
                instant.truncatedTo(ChronoUnit.MILLIS).toString());
    }

    static Stream<Integer> numbers() {
        return Stream.iterate(0, n -> n + 1).limit(forms(Instant.EPOCH).size());
    }

    @ParameterizedTest
    @MethodSource("numbers")
    void the_same_instant_in_any_form_is_unchanged(int number) {
        JsonNode read = Fleet.operator().read(partner.path()).data();
        String form = forms(Instant.parse(read.get("created_at").asString())).get(number);

        Fleet.operator()
                .put(partner.path())
                .json(Json.with(read, "created_at", form))
                .send()
                .expectUnchanged();
    }

    static Stream<Object> others() {
        Instant created =
                Instant.parse(
                        Fleet.operator().read(partner.path()).data().get("created_at").asString());
        String text = created.atOffset(ZoneOffset.UTC).format(SIX).replace("+00:00", "Z");
        return Stream.of(
                created.plus(1, ChronoUnit.MICROS).toString(),
                created.plusSeconds(1).truncatedTo(ChronoUnit.SECONDS).toString(),
                created.truncatedTo(ChronoUnit.MINUTES).minusSeconds(60).toString(),
                text.replace("Z", "+01:00"),
                text.replace("Z", "001Z"),
                text.replace("Z", "0000000001Z"),
                text.replace("Z", ""),
                "",
                "yesterday",
                1);
    }

    @ParameterizedTest
    @MethodSource("others")
    void another_instant_or_none_is_a_change(Object other) {
        JsonNode read = Fleet.operator().read(partner.path()).data();

        Fleet.operator()
                .put(partner.path())
                .json(Json.with(read, "created_at", other))
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", "/created_at");
    }

    @Test
    void a_participant_takes_its_own_instant_back_as_well() {
        Tenant tenant = Fleet.tenant();
        String path = "/v1/admin/models/" + tenant.enableModels(1).getFirst() + "/participant";
        Response created = tenant.admin().put(path).json(Given.participant("x")).send().expect(201);
        Instant at = Instant.parse(created.data().get("created_at").asString());

        for (String form : forms(at)) {
            tenant.admin()
                    .put(path)
                    .json(Json.with(created.data(), "created_at", form))
                    .send()
                    .expectUnchanged();
        }
        tenant.admin()
                .put(path)
                .json(Json.with(created.data(), "created_at", at.plusMillis(1).toString()))
                .send()
                .expectError(400, "SW_VALIDATION_FAILED", "/created_at");
        assertThat(tenant.admin().read(created.location()).version()).isEqualTo(created.version());
    }
}
