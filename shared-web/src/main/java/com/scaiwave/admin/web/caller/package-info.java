/** Who calls, what it may reach, and for which tenant. */
@NullMarked
package com.scaiwave.admin.web.caller;

import org.jspecify.annotations.NullMarked;
