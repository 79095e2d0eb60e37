package com.scaiwave.admin.web.resource;

import com.fasterxml.jackson.annotation.JsonValue;
import com.scaiwave.admin.events.NoteSettings;

/** {@code /note-processing}: the settings, as they are. */
public record NoteProcessing(@JsonValue NoteSettings settings) {}
