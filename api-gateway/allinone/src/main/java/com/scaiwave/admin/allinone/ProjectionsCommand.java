package com.scaiwave.admin.allinone;

import com.scaiwave.admin.assembly.offline.Bar;
import com.scaiwave.admin.query.projection.Parked;
import com.scaiwave.admin.query.projection.Projection;
import com.scaiwave.admin.query.projection.Projections;
import com.scaiwave.admin.query.projection.Rebuild;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Manages the projections of a data folder, whether its server runs or not. */
@Command(
        name = "projections",
        description =
                "Lists the projections of a data folder, rebuilds one, or resumes one for a tenant"
                        + " that it has parked.")
final class ProjectionsCommand {
    @Spec private CommandSpec spec;

    @Command(name = "list", description = "Shows the position and lag of each projection.")
    int list(@Mixin DataOption data) {
        PrintWriter out = spec.commandLine().getOut();
        return data.during(database ->
                database.projections(projections -> {
                    for (Projections.State state : projections.states()) {
                        out.printf(
                                Locale.ROOT,
                                "%-16s generation %d, %s log: position %d, lag %d%n",
                                state.name(),
                                state.generation(),
                                state.log().name().toLowerCase(Locale.ROOT),
                                state.position(),
                                state.lag());
                    }
                    for (Parked parked : projections.parked()) {
                        out.printf(
                                Locale.ROOT,
                                "%-16s PARKED %s since %s, %s log: position %d, %s%n",
                                parked.projection(),
                                parked.tenant(),
                                parked.since(),
                                parked.log().name().toLowerCase(Locale.ROOT),
                                parked.before().position() + 1,
                                parked.reason());
                    }
                    out.flush();
                    return 0;
                }));
    }

    @Command(
            name = "rebuild",
            description =
                    "Rebuilds a projection beside the live one, compares the two, and swaps them.")
    int rebuild(
            @Parameters(paramLabel = "NAME", description = "The projection, as list names it.")
                    String name,
            @Mixin DataOption data) {
        return data.during(
                database -> database.projections(projections -> rebuild(projections, name)));
    }

    @Command(
            name = "retry",
            description =
                    "Retries the events of a tenant that a projection has parked (PARKED in list).")
    int retry(@Mixin ParkedTenant parked, @Mixin DataOption data) {
        return data.during(database -> database.projections(p -> resume(p, parked, false)));
    }

    @Command(
            name = "skip",
            description =
                    "Like retry, but skips the event that failed. A rebuild handles that event"
                            + " again.")
    int skip(@Mixin ParkedTenant parked, @Mixin DataOption data) {
        return data.during(database -> database.projections(p -> resume(p, parked, true)));
    }

    private int resume(Projections projections, ParkedTenant wanted, boolean skip) {
        String name = wanted.projection;
        String tenant = wanted.tenant;
        PrintWriter out = spec.commandLine().getOut();
        Projection projection = find(projections, name);
        List<Parked> parked =
                projections.parked().stream()
                        .filter(p -> p.projection().equals(name) && p.tenant().equals(tenant))
                        .toList();
        if (parked.isEmpty()) {
            throw new ParameterException(spec.commandLine(), name + " has not parked " + tenant);
        }
        boolean caughtUp = true;
        for (Parked one : parked) {
            caughtUp &= projections.resume(projection, one, skip);
        }
        out.println(
                caughtUp
                        ? name + ": has caught up with " + tenant
                        : name
                                + ": still can't handle an event of "
                                + tenant
                                + ": the tenant stays parked");
        out.flush();
        return caughtUp ? 0 : 1;
    }

    private Projection find(Projections projections, String name) {
        Projection projection = projections.find(name);
        if (projection == null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "no projection " + name + "; there are " + projections.names());
        }
        return projection;
    }

    private int rebuild(Projections projections, String name) {
        PrintWriter out = spec.commandLine().getOut();
        Projection projection = find(projections, name);
        long events = projections.events(projection);
        Rebuild.Result result =
                Bar.during(
                        name,
                        "rebuilding " + name + " from " + events + " events",
                        events,
                        out,
                        progress -> projections.rebuild(projection, progress));
        out.println(
                result.different() == 0
                        ? name + ": rebuilt, row for row the same as before"
                        : name + ": rebuilt, " + result.different() + " rows are different");
        out.flush();
        return result.different() == 0 ? 0 : 1;
    }

    /** A tenant that a projection has parked, as arguments name it. */
    static final class ParkedTenant {
        @Parameters(paramLabel = "NAME", description = "The projection, as list names it.")
        private String projection;

        @Parameters(paramLabel = "TENANT", description = "The tenant's id.")
        private String tenant;
    }
}
