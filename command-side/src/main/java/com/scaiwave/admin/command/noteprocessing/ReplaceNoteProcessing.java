package com.scaiwave.admin.command.noteprocessing;

import com.scaiwave.admin.command.deciding.ExpectedTags;
import com.scaiwave.admin.events.NoteSettings;
import com.scaiwave.admin.events.TenantId;

/** Replace what is done with notes. */
record ReplaceNoteProcessing(TenantId tenant, NoteSettings settings, ExpectedTags expected) {}
