/** The format of the process's log lines. */
@NullMarked
package com.scaiwave.admin.web.logs;

import org.jspecify.annotations.NullMarked;
