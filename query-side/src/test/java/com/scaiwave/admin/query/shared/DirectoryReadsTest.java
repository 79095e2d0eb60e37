package com.scaiwave.admin.query.shared;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.PartnerEvent.PartnerCreated;
import com.scaiwave.admin.events.PartnerEvent.PartnerStatus;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.events.Slug;
import com.scaiwave.admin.events.Subject;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.query.ReadSide;
import com.scaiwave.admin.query.TestCall;
import com.scaiwave.admin.query.projection.RandomHistory;
import com.scaiwave.admin.query.projection.ViewProjections;
import com.scaiwave.admin.query.read.Page;
import com.scaiwave.admin.views.PartnerView;
import com.scaiwave.admin.web.caller.TenantSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Each partner that the caller may see is on exactly one page, in the order of ids. */
@NullMarked
class DirectoryReadsTest {
    private static final TestPostgres DATABASE = ReadSide.database();

    private static ReadSide side;

    private final ViewProjections projections = new ViewProjections(ReadSide.mapper(DATABASE));

    @BeforeAll
    static void some_partners() {
        side = ReadSide.on(DATABASE).start();
        List<Event> created =
                List.of(
                        partner("c"),
                        partner("a"),
                        partner("e", "a"),
                        partner("b", "a"),
                        partner("d", "a", "b"),
                        partner("f", "c"));
        RandomHistory.append(DATABASE.log(LogName.ADMINISTRATION), created);
    }

    @AfterAll
    static void close() {
        side.close();
    }

    @Test
    void an_operator_sees_all() {
        assertPages(new TenantSet.All(), "a", "b", "c", "d", "e", "f");
    }

    @Test
    void a_partner_sees_itself_and_those_below() {
        assertPages(fleet("a"), "a", "b", "d", "e");
        assertPages(fleet("b"), "b", "d");
        assertPages(fleet("f"), "f");
        assertPages(fleet("none"));
    }

    private void assertPages(TenantSet tenants, String... wanted) {
        List<String> ids = Stream.of(wanted).map(name -> "prt_" + name).toList();
        for (int limit = 1; limit <= ids.size() + 1; limit++) {
            List<String> found = new ArrayList<>();
            String after = null;
            Page<PartnerView> page;
            do {
                page = page(tenants, after, limit);
                page.entries().forEach(p -> found.add(p.id().value()));
                after = found.isEmpty() ? null : found.getLast();
                assertThat(page.entries().size()).isLessThanOrEqualTo(limit);
            } while (page.more());
            assertThat(found).as("%s, pages of %s", tenants, limit).isEqualTo(ids);
        }
    }

    private Page<PartnerView> page(TenantSet tenants, @Nullable String after, int limit) {
        return new DirectoryReads(side.reads(), projections)
                .page(TestCall.of("partners", tenants).call(), PartnerView.FOLD, after, limit);
    }

    private static TenantSet fleet(String name) {
        return new TenantSet.Fleet(new PartnerId("prt_" + name));
    }

    private static PartnerCreated partner(String name, String... ancestors) {
        PartnerId id = new PartnerId("prt_" + name);
        return new PartnerCreated(
                id,
                new Slug("slug-" + name),
                name,
                Personal.of(Subject.of(id), name + "@example.org"),
                PartnerStatus.ACTIVE,
                Stream.of(ancestors).map(a -> new PartnerId("prt_" + a)).toList(),
                null,
                null,
                null,
                Instant.EPOCH,
                1);
    }
}
