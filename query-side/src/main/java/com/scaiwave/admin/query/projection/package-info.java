/** How the log becomes tables: followers, generations, tokens. */
@NullMarked
package com.scaiwave.admin.query.projection;

import org.jspecify.annotations.NullMarked;
