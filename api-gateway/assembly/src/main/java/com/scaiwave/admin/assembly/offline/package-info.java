/**
 * Commands that work on a database whether its servers run or not, for the command lines of both
 * ways to run.
 */
@NullMarked
package com.scaiwave.admin.assembly.offline;

import org.jspecify.annotations.NullMarked;
