/** The figures, one class for those that are measured together. */
@NullMarked
package com.scaiwave.admin.bench.rows;

import org.jspecify.annotations.NullMarked;
