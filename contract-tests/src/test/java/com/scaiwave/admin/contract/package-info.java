/**
 * Tests of the contract over HTTP, against any running deployment: {@code -Dscaiwave.url=…} names
 * one, otherwise {@code -Dscaiwave.jar=…} (the built all-in-one by default) is started for the run.
 */
@NullMarked
package com.scaiwave.admin.contract;

import org.jspecify.annotations.NullMarked;
