/** The command side: decides, and appends to the log. It never imports the query side. */
@NullMarked
package com.scaiwave.admin.command;

import org.jspecify.annotations.NullMarked;
