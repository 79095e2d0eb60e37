package com.scaiwave.admin.torture.client;

import com.scaiwave.admin.testkit.Postgres;
import com.scaiwave.admin.testkit.http.Answer;
import com.scaiwave.admin.testkit.http.Call;
import com.scaiwave.admin.testkit.http.Ledger;
import com.scaiwave.admin.testkit.http.Operation;
import com.scaiwave.admin.torture.cluster.Cluster;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log as it is in the database, and how it compares with the ledgers. */
public final class LogTable {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String HEAD =
            "select coalesce(max(position), 0) from log_administration.events";
    private static final String LAST_RECORDED =
            """
            select recorded_at from log_administration.events order by position desc limit 1
            """;
    private static final String HOLES =
            """
            select count(*) - coalesce(max(position), 0), coalesce(min(position), 1) - 1
            from log_administration.events
            """;
    private static final String FALLING =
            """
            select position from (
                select position, recorded_at,
                       lag(recorded_at) over (order by position) as before
                from log_administration.events) as e
            where recorded_at <= before order by position limit 5
            """;
    private static final String BROKEN_STREAMS =
            """
            select stream from log_administration.events
            group by stream having count(*) <> max(sequence) + 1 or min(sequence) <> 0 limit 5
            """;
    private static final String ROWS =
            """
            select position, event_id, stream, type,
                   convert_from(metadata, 'UTF8')::jsonb ->> 'request_id' as request,
                   case when octet_length(payload) <= 65536 then convert_from(payload, 'UTF8')
                        else '{}' end as payload
            from log_administration.events where position > ? order by position
            """;
    private static final String STREAMED =
            """
            select event_id from log_administration.events
            where position > ? and type <> 'partner.tenant-admitted' order by position
            """;
    private static final String BOOKKEEPING = "partner.tenant-admitted";

    private final Postgres postgres;

    public LogTable(Cluster cluster) {
        this.postgres = cluster.postgres();
    }

    public long head() throws SQLException {
        try (Connection connection = postgres.connect();
                PreparedStatement statement = connection.prepareStatement(HEAD);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The time of the last event. */
    public Instant lastRecorded() throws SQLException {
        try (Connection connection = postgres.connect();
                PreparedStatement statement = connection.prepareStatement(LAST_RECORDED);
                ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).toInstant();
        }
    }

    /** The events that subscribers to everything get after a position, in order. */
    public List<String> streamedAfter(long position) throws SQLException {
        return after(position, STREAMED, row -> row.getString("event_id"));
    }

    /** The events after a position, in order. */
    public List<Row> after(long position) throws SQLException {
        return after(
                position,
                ROWS,
                row ->
                        new Row(
                                row.getLong("position"),
                                row.getString("event_id"),
                                row.getString("stream"),
                                row.getString("type"),
                                text(row, "request"),
                                text(row, "payload")));
    }

    private <T> List<T> after(long position, String sql, Mapping<T> mapping) throws SQLException {
        List<T> all = new ArrayList<>();
        try (Connection connection = postgres.connect();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, position);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    all.add(mapping.of(row));
                }
            }
        }
        return all;
    }

    private interface Mapping<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** The faults of the log itself: missing positions, times that go back, gaps in streams. */
    public List<String> unsound() throws SQLException {
        List<String> wrong = new ArrayList<>();
        try (Connection connection = postgres.connect()) {
            try (PreparedStatement statement = connection.prepareStatement(HOLES);
                    ResultSet row = statement.executeQuery()) {
                row.next();
                if (row.getLong(1) != 0 || row.getLong(2) != 0) {
                    wrong.add("positions are not 1, 2, 3 …: " + row.getLong(1) + " too few");
                }
            }
            try (PreparedStatement statement = connection.prepareStatement(FALLING);
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    wrong.add("recorded_at does not rise at position " + row.getLong(1));
                }
            }
            try (PreparedStatement statement = connection.prepareStatement(BROKEN_STREAMS);
                    ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    wrong.add("sequences are not 0, 1, 2 … in " + row.getString(1));
                }
            }
        }
        return wrong;
    }

    /**
     * Compares log and audit with a ledger: an acknowledged write is exactly once in both, a
     * refused one in neither, and no operation is there in part.
     */
    public Verdict compare(Ledger ledger, URI door) throws SQLException {
        Map<String, List<Row>> byRequest = new HashMap<>();
        Map<String, Set<String>> enabled = new HashMap<>();
        Map<String, Set<String>> enabledAfter = new HashMap<>();
        for (Row row : after(0)) {
            if (row.type().equals("model.enabled")) {
                enabled.computeIfAbsent(row.tenant(), _ -> new HashSet<>()).add(row.model());
            } else if (row.type().equals("model.disabled")) {
                enabled.computeIfAbsent(row.tenant(), _ -> new HashSet<>()).remove(row.model());
            }
            if (row.request().startsWith(ledger.name())) {
                byRequest.computeIfAbsent(row.request(), _ -> new ArrayList<>()).add(row);
                if (row.type().startsWith("model.") || row.type().startsWith("ai-config.")) {
                    enabledAfter.put(
                            row.request(),
                            Set.copyOf(enabled.getOrDefault(row.tenant(), Set.of())));
                }
            }
        }
        Map<String, Integer> audited = audited(ledger, door);
        Verdict verdict = new Verdict();
        for (Operation operation : ledger.operations()) {
            List<Row> rows = byRequest.getOrDefault(operation.id(), List.of());
            check(operation, rows, audited, verdict);
            if (!operation.models().isEmpty()
                    && !rows.isEmpty()
                    && !operation.models().equals(enabledAfter.get(operation.id()))) {
                verdict.halfway(operation + " is in the log in part: " + rows);
            }
        }
        return verdict;
    }

    /** How many acknowledged writes are not in the log. */
    public long lost(Ledger ledger) throws SQLException {
        Set<String> there = new HashSet<>();
        after(0).forEach(r -> there.add(r.eventId()));
        return ledger.operations().stream()
                .filter(o -> o.isAcknowledged() && !there.containsAll(o.promisedEvents()))
                .count();
    }

    private static void check(
            Operation operation, List<Row> rows, Map<String, Integer> audited, Verdict verdict) {
        Set<String> ids = new HashSet<>();
        rows.stream().filter(r -> !r.type().equals(BOOKKEEPING)).forEach(r -> ids.add(r.eventId()));
        if (operation.isAcknowledged()) {
            Set<String> promised = operation.promisedEvents();
            if (!ids.containsAll(promised)) {
                verdict.lost(operation + " is not in the log");
            } else if (!promised.containsAll(ids)) {
                verdict.doubled(operation + " is in the log more than once: " + rows);
            }
        } else if (!rows.isEmpty() && !operation.isUnknown()) {
            verdict.doubled(operation + " was refused, and is in the log: " + rows);
        } else if (operation.isUnknown()) {
            verdict.unsettled(operation + " has no outcome");
        }
        if (!rows.isEmpty()
                && rows.getLast().position() - rows.getFirst().position() != rows.size() - 1) {
            verdict.halfway(operation + " is in several appends: " + rows);
        }
        for (String id : ids) {
            int entries = audited.getOrDefault("audit-" + id, 0);
            if (entries != 1) {
                verdict.misaudited(operation + " has " + entries + " audit entries of " + id);
            }
        }
    }

    /** How often each audit entry of a ledger's actor is listed, by its id. */
    private static Map<String, Integer> audited(Ledger ledger, URI door) {
        Map<String, Integer> entries = new TreeMap<>();
        String target = "/v1/admin/audit?order=asc&limit=1000&actor_id=" + ledger.name();
        String cursor = "";
        while (true) {
            Answer page = ledger.client().demand(door, Call.get(target + cursor));
            for (JsonNode entry : page.data()) {
                entries.merge(entry.get("id").asString(), 1, Integer::sum);
            }
            if (page.data().isEmpty()) {
                return entries;
            }
            cursor = "&cursor=" + page.meta().get("next_cursor").asString();
        }
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String value = row.getString(column);
        return value == null ? "" : value;
    }

    /** An event. A field that it does not have is empty, and so is a payload of over 64 KiB. */
    public record Row(
            long position,
            String eventId,
            String stream,
            String type,
            String request,
            String payload) {
        public String tenant() {
            return json().path("tenant").asString("");
        }

        /** The model that the event is about. */
        public String model() {
            return json().path("model").asString("");
        }

        /** The value of a field after this event, given that before it; empty for null. */
        public String changed(String field, String before) {
            JsonNode change = json().path(field);
            return change.isMissingNode() ? before : change.path("new").asString("");
        }

        private JsonNode json() {
            return JSON.readTree(payload);
        }
    }

    /** The outcomes of a ledger's operations. */
    public static final class Verdict {
        private int lost;
        private int doubled;
        private int halfway;
        private final List<String> wrong = new ArrayList<>();

        private void lost(String what) {
            lost++;
            wrong.add(what);
        }

        private void doubled(String what) {
            doubled++;
            wrong.add(what);
        }

        private void halfway(String what) {
            halfway++;
            wrong.add(what);
        }

        private void misaudited(String what) {
            wrong.add(what);
        }

        private void unsettled(String what) {
            wrong.add(what);
        }

        public int lost() {
            return lost;
        }

        public List<String> wrong() {
            return List.copyOf(wrong);
        }

        @Override
        public String toString() {
            return lost + " lost, " + doubled + " doubled, " + halfway + " half-way";
        }
    }
}
