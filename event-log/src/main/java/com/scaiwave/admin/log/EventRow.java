package com.scaiwave.admin.log;

import com.scaiwave.admin.events.StreamId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/** A row of the table of events, not decoded: the bytes that the log stores. */
public record EventRow(
        long position,
        UUID id,
        String stream,
        long sequence,
        String type,
        int revision,
        byte[] payload,
        byte[] metadata,
        Instant recordedAt) {
    static final String COLUMNS =
            "position, event_id, stream, sequence, type, revision, payload, metadata, recorded_at";

    static EventRow of(ResultSet row) throws SQLException {
        return new EventRow(
                row.getLong("position"),
                row.getObject("event_id", UUID.class),
                row.getString("stream"),
                row.getLong("sequence"),
                row.getString("type"),
                row.getInt("revision"),
                row.getBytes("payload"),
                row.getBytes("metadata"),
                row.getTimestamp("recorded_at").toInstant());
    }

    /** The stored size of payload and metadata. */
    public int bytes() {
        return payload.length + metadata.length;
    }

    /** For proofs. */
    public EventDigest digest() {
        return EventDigest.of(this);
    }

    StoredEvent decoded(EventCodec codec) {
        return new StoredEvent(
                position,
                id,
                new StreamId(stream),
                sequence,
                codec.decode(type, revision, payload),
                codec.decodeMetadata(metadata),
                recordedAt,
                bytes(),
                digest());
    }
}
