package com.scaiwave.admin.command.noteprocessing;

import com.scaiwave.admin.command.write.Precondition;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.web.resource.NoteProcessing;

/** Replace what is done with notes. */
record ReplaceNoteProcessing(TenantId tenant, NoteProcessing settings, Precondition precondition) {}
