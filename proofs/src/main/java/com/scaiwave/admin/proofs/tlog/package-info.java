/**
 * Merkle trees and the formats of transparency logs (C2SP): plain Java without database or server.
 * Hashes are those of RFC 6962; texts and tiles are those of signed-note, tlog-checkpoint,
 * tlog-tiles, tlog-proof, tlog-cosignature and tlog-witness.
 */
@NullMarked
package com.scaiwave.admin.proofs.tlog;

import org.jspecify.annotations.NullMarked;
