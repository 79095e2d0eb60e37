package com.scaiwave.admin.log;

import com.scaiwave.admin.events.StreamId;
import java.util.UUID;

/** The position, id and stream of an event, without its content. */
public record Touched(long position, UUID event, StreamId stream) {}
