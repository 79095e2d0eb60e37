/** The verifier: walks log and tree, and names what was changed. */
@NullMarked
package com.scaiwave.admin.proofs.verify;

import org.jspecify.annotations.NullMarked;
