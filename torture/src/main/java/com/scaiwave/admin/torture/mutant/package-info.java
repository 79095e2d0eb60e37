/** Faults put into a running process, to check that the checkers see them; not shipped. */
@NullMarked
package com.scaiwave.admin.torture.mutant;

import org.jspecify.annotations.NullMarked;
