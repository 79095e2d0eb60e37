/** Endpoint {@code PUT /v1/admin/note-processing}: what is done with notes, by which model. */
@NullMarked
package com.scaiwave.admin.command.noteprocessing;

import org.jspecify.annotations.NullMarked;
