/** What several endpoints share. */
@NullMarked
package com.scaiwave.admin.query.shared;

import org.jspecify.annotations.NullMarked;
