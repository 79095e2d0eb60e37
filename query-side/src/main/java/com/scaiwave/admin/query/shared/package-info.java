/** What more than one endpoint shows. */
@NullMarked
package com.scaiwave.admin.query.shared;

import org.jspecify.annotations.NullMarked;
