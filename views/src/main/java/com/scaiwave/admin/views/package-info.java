/**
 * Everything that is computed from events: views and the folds that make them, audit entries and
 * CloudEvents. Projections and reads of the past share this code.
 */
@NullMarked
package com.scaiwave.admin.views;

import org.jspecify.annotations.NullMarked;
