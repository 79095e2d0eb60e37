/**
 * Real processes under load, killed, frozen, cut off and fed nonsense; and what must hold all the
 * same.
 */
@NullMarked
package com.scaiwave.admin.torture;

import org.jspecify.annotations.NullMarked;
