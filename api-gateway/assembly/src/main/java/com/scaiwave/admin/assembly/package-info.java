/**
 * What both ways to run are assembled from, in one process or in several: the set-up of a database,
 * and the connections that each side has to it.
 */
@NullMarked
package com.scaiwave.admin.assembly;

import org.jspecify.annotations.NullMarked;
