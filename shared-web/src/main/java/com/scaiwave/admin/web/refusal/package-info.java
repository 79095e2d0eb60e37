/** What is answered instead of success: the contract's codes, as one family of exceptions. */
@NullMarked
package com.scaiwave.admin.web.refusal;

import org.jspecify.annotations.NullMarked;
