/**
 * Proofs of the log: each event is a leaf of a Merkle tree, whose checkpoints are signed. A sealer
 * follows the log and grows the tree, and a verifier walks log and tree.
 */
@NullMarked
package com.scaiwave.admin.proofs;

import org.jspecify.annotations.NullMarked;
