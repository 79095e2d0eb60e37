/** Deployments of real processes, and the faults that can be done to them. */
@NullMarked
package com.scaiwave.admin.torture.cluster;

import org.jspecify.annotations.NullMarked;
