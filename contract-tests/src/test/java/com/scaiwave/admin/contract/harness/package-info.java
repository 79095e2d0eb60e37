/**
 * The base of the contract tests: a deployment, tokens, a client that checks every response against
 * the OpenAPI document and the global rules, and fleets of fresh partners and tenants.
 */
@NullMarked
package com.scaiwave.admin.contract.harness;

import org.jspecify.annotations.NullMarked;
