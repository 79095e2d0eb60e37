package com.scaiwave.admin.log.vault;

import com.scaiwave.admin.log.deadline.CancellingDataSource;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The table of the wrapped keys; deleting a row erases its key. */
final class KeyTable {
    private static final String OF_SUBJECTS =
            "select key_id, subject, wrapped from vault.keys where subject = any (?)";
    private static final String WITH_ID =
            "select key_id, subject, wrapped from vault.keys where key_id = ?";
    private static final String OLDEST =
            """
            select key_id, subject, wrapped from vault.keys
            order by subject <> ?, created_at limit 1
            """;
    private static final String CREATE =
            """
            insert into vault.keys (key_id, subject, wrapped)
            select n.key_id, n.subject, n.wrapped
            from unnest(?, ?, ?) as n(key_id, subject, wrapped)
            on conflict (subject) do nothing
            """;

    private final JdbcClient sql;

    KeyTable(DataSource dataSource) {
        this.sql = JdbcClient.create(new CancellingDataSource(dataSource));
    }

    /** A row of the table. */
    record WrappedKey(String id, String subject, byte[] wrapped) {
        static WrappedKey of(ResultSet row) throws SQLException {
            return new WrappedKey(
                    row.getString("key_id"), row.getString("subject"), row.getBytes("wrapped"));
        }
    }

    /** The keys of those subjects that have one. */
    List<WrappedKey> ofSubjects(Collection<String> subjects) {
        return sql.sql(OF_SUBJECTS)
                .param(subjects.toArray(String[]::new))
                .query((row, _) -> WrappedKey.of(row))
                .list();
    }

    Optional<WrappedKey> withId(String id) {
        return sql.sql(WITH_ID).param(id).query((row, _) -> WrappedKey.of(row)).optional();
    }

    /** The key of a subject if there is one, otherwise the oldest key of all. */
    Optional<WrappedKey> oldest(String first) {
        return sql.sql(OLDEST).param(first).query((row, _) -> WrappedKey.of(row)).optional();
    }

    /**
     * The key of a subject. If there is none, it is created; of several created at once, all
     * callers get the first.
     */
    WrappedKey findOrCreate(String subject, Supplier<byte[]> newWrapped) {
        return find(subject)
                .or(() -> {
                    create(List.of(subject), List.of(newWrapped.get()));
                    return find(subject);
                })
                .orElseThrow(() ->
                        new IllegalStateException("a key was erased while it was being made"));
    }

    private Optional<WrappedKey> find(String subject) {
        return ofSubjects(List.of(subject)).stream().findFirst();
    }

    /** Adds keys, except for subjects that have one. */
    void create(List<String> subjects, List<byte[]> wrapped) {
        sql.sql(CREATE)
                .params(
                        subjects.stream().map(_ -> newId()).toArray(String[]::new),
                        subjects.toArray(String[]::new),
                        wrapped.toArray(byte[][]::new))
                .update();
    }

    private static String newId() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, 20);
    }
}
