/** How a line of the process's own log is written. */
@NullMarked
package com.scaiwave.admin.web.logs;

import org.jspecify.annotations.NullMarked;
