package com.scaiwave.admin.proofs.verify;

import java.util.List;

/**
 * What a verification came to.
 *
 * @param findings in the order of the walk; at most {@link LogVerification#MOST_FINDINGS}
 * @param more how many further findings there were
 * @param events how many events of the log were walked
 * @param size how many of them are sealed
 * @param proved how many of them are proved by evidence from outside; 0 without any
 * @param remarks what an operator should know, in sentences
 */
public record Report(
        List<Finding> findings,
        long more,
        long events,
        long size,
        long proved,
        List<String> remarks) {
    public Report {
        findings = List.copyOf(findings);
        remarks = List.copyOf(remarks);
    }

    public boolean isClean() {
        return findings.isEmpty();
    }
}
