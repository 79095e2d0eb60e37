/** The test bed: the product and its peers as processes of their own, and PostgreSQL. */
@NullMarked
package com.scaiwave.admin.bench.bed;

import org.jspecify.annotations.NullMarked;
