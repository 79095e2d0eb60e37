package com.scaiwave.admin.query.stats;

import java.util.NavigableMap;
import org.jspecify.annotations.Nullable;

/** The answer of {@code /stats}: counts, tokens and bytes; a null limit means unlimited. */
record Stats(Rooms rooms, Participants participants, AiUsage aiUsage, Storage storage) {
    record Rooms(
            long total, long open, long archived, long closed, NavigableMap<String, Long> byType) {}

    record Participants(long total, NavigableMap<String, Long> byType) {}

    record AiUsage(
            String month,
            long requests,
            long inputTokens,
            long outputTokens,
            @Nullable Long tokensLimit,
            NavigableMap<String, Usage> byModel) {}

    record Usage(long requests, long inputTokens, long outputTokens) {}

    record Storage(long bytesUsed, @Nullable Long bytesLimit) {}
}
