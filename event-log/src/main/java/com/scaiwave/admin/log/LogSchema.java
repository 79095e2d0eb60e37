package com.scaiwave.admin.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/**
 * Creates and migrates the tables of the logs and of the vault.
 *
 * <p>The body of each function of a log is in one file in {@code db/log/functions}. A migration
 * includes it by a placeholder such as {@code ${append}}, so every migration with that placeholder
 * installs the current body.
 */
public final class LogSchema {
    static final List<String> FUNCTIONS =
            List.of(
                    "answer_size",
                    "append",
                    "forget_answers",
                    "position_at",
                    "probe_disk",
                    "refuse_change",
                    "store_snapshot");

    private final DataSource owner;
    private final String commandRole;
    private final String queryRole;

    private LogSchema(DataSource owner, String commandRole, String queryRole) {
        this.owner = owner;
        this.commandRole = commandRole;
        this.queryRole = queryRole;
    }

    /**
     * The migrations of the vault and of every log.
     *
     * @param owner connects as the role that owns the tables, which must not serve requests
     * @param commandRole the role that may append and read
     * @param queryRole the role that may only read
     */
    public static Stream<Flyway> of(DataSource owner, String commandRole, String queryRole) {
        LogSchema schema = new LogSchema(owner, commandRole, queryRole);
        return Stream.concat(
                Stream.of(schema.vault()), Stream.of(LogName.values()).map(schema::log));
    }

    private Flyway vault() {
        return KnownMigrations.of(owner, "vault", "db/vault", names("vault"));
    }

    private Flyway log(LogName log) {
        Map<String, String> names = names(log.schema());
        Map<String, String> placeholders = new HashMap<>(names);
        FUNCTIONS.forEach(f -> placeholders.put(f, body(f, names)));
        return KnownMigrations.of(owner, log.schema(), "db/log/migrations", placeholders);
    }

    private Map<String, String> names(String schema) {
        return Map.of("schema", schema, "command_role", commandRole, "query_role", queryRole);
    }

    /** The text of a function for one log; Flyway does not replace placeholders in it again. */
    private static String body(String function, Map<String, String> names) {
        String body = file(function);
        for (Map.Entry<String, String> name : names.entrySet()) {
            body = body.replace("${" + name.getKey() + "}", name.getValue());
        }
        return body;
    }

    private static String file(String function) {
        String path = "/db/log/functions/" + function + ".sql";
        try (InputStream file = LogSchema.class.getResourceAsStream(path)) {
            if (file == null) {
                throw new IllegalStateException(path + " is missing");
            }
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
