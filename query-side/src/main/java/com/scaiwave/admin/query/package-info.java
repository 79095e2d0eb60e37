/** The query side: projects the logs and answers reads. It never imports the command side. */
@NullMarked
package com.scaiwave.admin.query;

import org.jspecify.annotations.NullMarked;
