package com.scaiwave.admin.split;

import com.scaiwave.admin.assembly.Connections;
import com.scaiwave.admin.assembly.Database;
import com.scaiwave.admin.assembly.DatabaseRole;
import java.util.EnumMap;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The database of a split deployment, and the passwords of its roles. A process needs those of its
 * own roles only. Without a password, the server's own rules decide whether a role may log in.
 *
 * @param url a JDBC URL without user and password
 * @param ownerPassword the password of {@code scaiwave_owner}, the role of {@code migrate}
 * @param commandPassword the password of {@code scaiwave_command}, the role of the command side
 * @param projectorPassword the password of {@code scaiwave_projector}, the role with which the
 *     query side writes the read model
 * @param queryPassword the password of {@code scaiwave_query}, the role with which the query side
 *     reads
 * @param administratorUser a role that may create roles and databases, for {@code migrate} only
 * @param administratorPassword the administrator's password, for {@code migrate} only
 */
@ConfigurationProperties("scaiwave.database")
public record DatabaseProperties(
        @DefaultValue("jdbc:postgresql://127.0.0.1:5432/scaiwave") String url,
        @Nullable String ownerPassword,
        @Nullable String commandPassword,
        @Nullable String projectorPassword,
        @Nullable String queryPassword,
        @DefaultValue("postgres") String administratorUser,
        @Nullable String administratorPassword)
        implements Connections {
    public DatabaseProperties {
        if (!url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException(
                    "scaiwave.database.url is not of the form jdbc:postgresql://host:port/name");
        }
    }

    Database database() {
        return new Database(url);
    }

    @Override
    public DataSource as(DatabaseRole role) {
        return database().as(role.sqlName(), passwords().get(role));
    }

    Map<DatabaseRole, String> passwords() {
        Map<DatabaseRole, String> passwords = new EnumMap<>(DatabaseRole.class);
        put(passwords, DatabaseRole.OWNER, ownerPassword);
        put(passwords, DatabaseRole.COMMAND, commandPassword);
        put(passwords, DatabaseRole.PROJECTOR, projectorPassword);
        put(passwords, DatabaseRole.QUERY, queryPassword);
        return passwords;
    }

    private static void put(
            Map<DatabaseRole, String> passwords, DatabaseRole role, @Nullable String password) {
        if (password != null && !password.isEmpty()) {
            passwords.put(role, password);
        }
    }

    /** Without the passwords. */
    @Override
    public String toString() {
        return url;
    }
}
