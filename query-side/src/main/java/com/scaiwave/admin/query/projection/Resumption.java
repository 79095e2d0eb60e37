package com.scaiwave.admin.query.projection;

import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.log.Token;
import com.scaiwave.admin.query.projection.Projector.Patience;
import com.scaiwave.admin.query.projection.ReadModel.Generation;
import com.scaiwave.admin.query.projection.ReadModel.Parked;
import java.util.List;
import java.util.Objects;
import org.springframework.transaction.TransactionStatus;

/**
 * Has a projection catch up with a tenant that it left behind: it gets the events of that tenant
 * alone, up to where it is, in one transaction.
 */
final class Resumption {
    private static final int PAGE = 500;

    private final Projection projection;
    private final ReadModel model;
    private final EventLog log;
    private final Projector projector;

    Resumption(Projection projection, ReadModel model, EventLog log) {
        this.projection = projection;
        this.model = model;
        this.log = log;
        this.projector = new Projector(model);
    }

    /**
     * Goes on where the tenant was left behind.
     *
     * @param skip whether the event at which that was is left out for good
     * @return whether it caught up; if not, it stands at the next event that can't be handled
     */
    boolean run(Parked parked, boolean skip) {
        return Objects.requireNonNull(
                model.transaction().execute(status -> run(status, parked, skip)));
    }

    private boolean run(TransactionStatus status, Parked parked, boolean skip) {
        Generation generation = model.live(projection).orElseThrow();
        long end =
                Objects.requireNonNull(
                                model.hold(List.of(generation), log.name(), Patience.ENDLESS)
                                        .get(generation))
                        .token()
                        .position();
        model.unpark(generation, log.name(), parked.tenant());
        long skipped = skip ? parked.before().position() + 1 : 0;
        Token at = parked.before();
        while (at.position() < end) {
            for (Recorded event : log.readAfter(at, PAGE)) {
                if (event.position() <= end
                        && event.position() != skipped
                        && isOf(event, parked.tenant())
                        && !handles(status, generation, at, event)) {
                    return false;
                }
                at = LogTail.tokenOf(event);
            }
        }
        return true;
    }

    private boolean handles(
            TransactionStatus status, Generation generation, Token before, Recorded event) {
        Object savepoint = status.createSavepoint();
        try {
            projector.project(projection, generation, List.of(event));
            status.releaseSavepoint(savepoint);
            return true;
        } catch (RuntimeException e) {
            if (!Projector.isItsOwn(e)) {
                throw e;
            }
            status.rollbackToSavepoint(savepoint);
            model.park(generation, log.name(), before, event, e);
            return false;
        }
    }

    private static boolean isOf(Recorded event, String tenant) {
        TenantId of = event.metadata().tenant();
        return of != null && of.value().equals(tenant);
    }
}
