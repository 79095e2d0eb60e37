/** Keys for personal values and secrets: one per subject, wrapped by the configured master key. */
@NullMarked
package com.scaiwave.admin.log.vault;

import org.jspecify.annotations.NullMarked;
