/** Proofs of the audit log: signed checkpoints, tiles, inclusion and consistency. */
@NullMarked
package com.scaiwave.admin.query.proofs;

import org.jspecify.annotations.NullMarked;
