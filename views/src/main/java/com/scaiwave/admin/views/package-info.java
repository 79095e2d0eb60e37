/**
 * What events come to: views and the folds that make them, audit entries, CloudEvents. Whoever
 * follows the log or looks into its past uses the same ones.
 */
@NullMarked
package com.scaiwave.admin.views;

import org.jspecify.annotations.NullMarked;
