/** The measurements, one class for rows that are measured together. */
@NullMarked
package com.scaiwave.admin.bench.rows;

import org.jspecify.annotations.NullMarked;
