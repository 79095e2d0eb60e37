/** Envelopes, entity tags and the JSON of the API. */
@NullMarked
package com.scaiwave.admin.web.answer;

import org.jspecify.annotations.NullMarked;
