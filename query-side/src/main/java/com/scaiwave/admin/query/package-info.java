/** The query side: projects the log, and answers. It never imports the command side. */
@NullMarked
package com.scaiwave.admin.query;

import org.jspecify.annotations.NullMarked;
