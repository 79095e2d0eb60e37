package com.scaiwave.admin.log;

import com.scaiwave.admin.events.StreamId;
import java.util.UUID;

/** That an event was appended to a stream, without what it says. */
public record Touched(long position, UUID event, StreamId stream) {}
