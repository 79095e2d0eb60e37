/** Figures, and how they are shown: as a table, as JSON, as a picture. */
@NullMarked
package com.scaiwave.admin.bench.report;

import org.jspecify.annotations.NullMarked;
