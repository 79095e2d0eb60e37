/**
 * Parts of both deployments, all-in-one and split: the set-up of a database, and the connections
 * that each side has to it.
 */
@NullMarked
package com.scaiwave.admin.assembly;

import org.jspecify.annotations.NullMarked;
