package com.scaiwave.admin.assembly.offline;

import com.scaiwave.admin.proofs.tlog.MalformedProof;
import com.scaiwave.admin.proofs.tlog.VerifierKey;
import com.scaiwave.admin.proofs.verify.Report;
import com.scaiwave.admin.query.OfflineVerification;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Verifies log, tree and audit log: the options of {@code verify}, and what it does. */
public final class Verify {
    public static final String DESCRIPTION =
            "Walks log, tree and audit log, and names by position each event that was changed,"
                    + " deleted, inserted, moved or cut off. Exit code 1 if there is one.";

    @Option(
            names = "--checkpoint",
            paramLabel = "FILE",
            description = "A signed checkpoint that was kept outside of the database.")
    private @Nullable Path checkpoint;

    @Option(
            names = "--tiles",
            paramLabel = "DIR",
            description = "The folder with the published tiles and their checkpoint.")
    private @Nullable Path tiles;

    @Option(
            names = "--key",
            paramLabel = "VKEY",
            description = "The verifier key that is trusted (default: those in the database).")
    private @Nullable String key;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Runs it; returns its exit code. */
    public int on(Attachment attachment) {
        VerifierKey trusted = trusted();
        for (Path given : new @Nullable Path[] {checkpoint, tiles}) {
            if (given != null && !Files.exists(given)) {
                throw new ParameterException(spec.commandLine(), "there is no " + given);
            }
        }
        return attachment.during(database -> database.verification(v -> verify(v, trusted)));
    }

    private @Nullable VerifierKey trusted() {
        try {
            return key == null ? null : VerifierKey.parse(key);
        } catch (MalformedProof e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
    }

    private int verify(OfflineVerification verification, @Nullable VerifierKey trusted) {
        PrintWriter out = spec.commandLine().getOut();
        long events = verification.events();
        Report report;
        try {
            report =
                    Bar.during(
                            "log",
                            "walking " + events + " events and their tree",
                            events,
                            out,
                            progress -> verification.log(checkpoint, tiles, trusted, progress));
        } catch (MalformedProof e) {
            out.println("NOT VERIFIED: " + e.getMessage());
            out.flush();
            return 1;
        }
        List<Long> audit =
                Bar.during(
                        "audit",
                        "comparing the audit log with them",
                        events,
                        out,
                        verification::audit);
        report.findings().forEach(out::println);
        audit.forEach(p -> out.println("position " + p + ": the audit log does not match the log"));
        if (report.more() > 0) {
            out.println("… and " + report.more() + " more");
        }
        report.remarks().forEach(remark -> out.println("note: " + remark));
        out.println(verdict(report, audit.isEmpty()));
        out.flush();
        return report.isClean() && audit.isEmpty() ? 0 : 1;
    }

    private static String verdict(Report report, boolean auditIsSound) {
        if (!report.isClean() || !auditIsSound) {
            return "WRONG: see above";
        }
        String sealed = report.size() + " events are sealed, and as they were sealed";
        return report.proved() > 0
                ? sealed
                        + "; the first "
                        + report.proved()
                        + " are proved to be those of the checkpoint"
                : sealed
                        + "; to find out whether the log was replaced as a whole, give a checkpoint"
                        + " that was kept outside, with --checkpoint or --tiles";
    }
}
