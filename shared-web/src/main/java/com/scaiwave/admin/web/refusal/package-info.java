/** Refusals of requests: the contract's error codes, as one family of exceptions. */
@NullMarked
package com.scaiwave.admin.web.refusal;

import org.jspecify.annotations.NullMarked;
