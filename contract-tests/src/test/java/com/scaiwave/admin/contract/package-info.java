/**
 * Tests of the contract over HTTP, against any running deployment: {@code -Dscaiwave.url=…} names
 * one, otherwise {@code -Dscaiwave.jar=…} (the built all-in-one by default) is started for the run.
 *
 * <p>"Section" is a section of the contract: 1 conventions (requests, writes, reads, principals,
 * error codes), 2 the command line and development tokens, 3 the endpoints, 4 the audit log, 5
 * events of other services, 6 event stream and deliveries, 7 compliance and proofs, 8 dry runs.
 * {@code openapi.yaml} describes what of it concerns clients.
 */
@NullMarked
package com.scaiwave.admin.contract;

import org.jspecify.annotations.NullMarked;
