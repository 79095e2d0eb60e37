package com.scaiwave.admin.assembly;

import com.scaiwave.admin.log.KnownMigrations;
import com.scaiwave.admin.log.LogSchema;
import com.scaiwave.admin.proofs.ProofSchema;
import com.scaiwave.admin.web.limits.RateLimits;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.init.ResourceDatabasePopulator;
import org.springframework.jdbc.datasource.init.ScriptUtils;

/**
 * Creates what this version needs: the roles, the database, and the tables of the logs. Any number
 * of processes may run it before every start; it creates what is missing, and sets the passwords of
 * the roles each time.
 */
public final class DatabaseSetup {
    private static final String EXISTS =
            "select exists (select from pg_database where datname = ?)";
    private static final String CREATE = "select format('create database %I owner %I', ?, ?)";
    private static final String GRANT = "select format('grant create on database %I to %I', ?, ?)";
    private static final String IS_SUPERUSER =
            "select rolsuper from pg_roles where rolname = current_user";

    private final Database database;
    private final Map<DatabaseRole, String> passwords;

    /**
     * The set-up of a database.
     *
     * @param passwords of the roles that log in with one
     */
    public DatabaseSetup(Database database, Map<DatabaseRole, String> passwords) {
        this.database = database;
        this.passwords = Map.copyOf(passwords);
    }

    /**
     * Sets everything up.
     *
     * @param user may create roles and databases on the server
     */
    public void run(String user, @Nullable String password) {
        DataSource postgres = database.sibling("postgres").as(user, password);
        try (HikariDataSource administrator = Pools.brief(postgres)) {
            createRoles(administrator);
            createDatabase(JdbcClient.create(administrator));
        }
        try (HikariDataSource owner = Pools.brief(as(DatabaseRole.OWNER))) {
            migrate(owner);
        }
    }

    private static void migrate(DataSource owner) {
        String command = DatabaseRole.COMMAND.sqlName();
        String query = DatabaseRole.QUERY.sqlName();
        KnownMigrations.migrate(
                Stream.concat(
                        LogSchema.of(owner, command, query),
                        Stream.of(
                                ProofSchema.of(owner, DatabaseRole.PROJECTOR.sqlName(), query),
                                RateLimits.schema(owner, command, query))));
    }

    private DataSource as(DatabaseRole role) {
        return database.as(role.sqlName(), passwords.get(role));
    }

    private void createRoles(DataSource administrator) {
        ResourceDatabasePopulator roles =
                new ResourceDatabasePopulator(
                        false, false, "UTF-8", new ClassPathResource("db/roles.sql"));
        roles.setSeparator(ScriptUtils.EOF_STATEMENT_SEPARATOR);
        roles.execute(administrator);
        try (Connection connection = administrator.getConnection()) {
            PGConnection postgres = connection.unwrap(PGConnection.class);
            for (Map.Entry<DatabaseRole, String> role : passwords.entrySet()) {
                // The driver sends the password's SCRAM verifier, so the password is in no log of
                // the server.
                postgres.alterUserPassword(
                        role.getKey().sqlName(), role.getValue().toCharArray(), "scram-sha-256");
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the passwords of the roles can't be set", e);
        }
    }

    private void createDatabase(JdbcClient sql) {
        String owner = DatabaseRole.OWNER.sqlName();
        if (!sql.sql(IS_SUPERUSER).query(Boolean.class).single()) {
            sql.sql("grant " + owner + " to current_user with inherit true, set true").update();
        }
        if (!sql.sql(EXISTS).param(database.name()).query(Boolean.class).single()) {
            sql.sql(formatted(sql, CREATE, owner)).update();
        }
        sql.sql(formatted(sql, GRANT, owner)).update();
        sql.sql(formatted(sql, GRANT, DatabaseRole.PROJECTOR.sqlName())).update();
    }

    /** A statement with names in it, quoted by PostgreSQL itself. */
    private String formatted(JdbcClient sql, String format, String role) {
        return sql.sql(format).params(database.name(), role).query(String.class).single();
    }
}
