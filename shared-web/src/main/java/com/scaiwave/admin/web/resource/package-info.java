/** The resources as clients see them: what a GET answers, and a PUT or POST after its write. */
@NullMarked
package com.scaiwave.admin.web.resource;

import org.jspecify.annotations.NullMarked;
