/** Figures, shown as a table, as JSON and as a picture. */
@NullMarked
package com.scaiwave.admin.bench.report;

import org.jspecify.annotations.NullMarked;
