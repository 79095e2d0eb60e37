/**
 * Real processes under load that are killed, frozen, cut off and sent nonsense, and checks of what
 * must hold nevertheless.
 */
@NullMarked
package com.scaiwave.admin.torture;

import org.jspecify.annotations.NullMarked;
