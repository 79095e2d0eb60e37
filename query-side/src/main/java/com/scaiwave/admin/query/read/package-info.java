/** Answers reads as of the log's head when they arrived, or as of an earlier position. */
@NullMarked
package com.scaiwave.admin.query.read;

import org.jspecify.annotations.NullMarked;
