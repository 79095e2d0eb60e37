/** Faults put into a running process, to see that the checkers see them; none of it is shipped. */
@NullMarked
package com.scaiwave.admin.torture.mutant;

import org.jspecify.annotations.NullMarked;
