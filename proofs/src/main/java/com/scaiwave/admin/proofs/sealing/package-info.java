/** The sealer: a follower that grows the tree over the log, signs its checkpoints and publishes. */
@NullMarked
package com.scaiwave.admin.proofs.sealing;

import org.jspecify.annotations.NullMarked;
