package com.scaiwave.admin.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.log.deadline.RestartAwareDataSource;
import com.scaiwave.admin.log.vault.Vault;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process caches, when a restart or a failover of PostgreSQL has lost it. */
@NullMarked
@Order(1)
class RestartAwareDataSourceTest {

    @Test
    void nothing_is_sealed_under_a_key_that_a_failover_has_lost(@TempDir Path data)
            throws Exception {
        try (DurablePostgres postgres = new DurablePostgres(data.resolve("pg"));
                HikariDataSource pool = pool(postgres)) {
            Vault vault = postgres.database().vault(pool);
            Personal.Sealed lost = vault.seal("person", "Ada");
            postgres.database()
                    .superuser()
                    .update("delete from vault.keys where subject = 'person'");

            postgres.kill();
            postgres.restart();
            // As the readiness check does each second.
            assertThat(postgres.database().log(LogName.ADMINISTRATION, pool).isWritable()).isTrue();

            Personal.Sealed sealed = vault.seal("person", "Grace");
            Vault another = postgres.database().vault();
            assertThat(another.open(sealed.key(), sealed.cipher())).isEqualTo("Grace");
            assertThat(another.open(lost.key(), lost.cipher())).isEqualTo(Personal.ERASED);
        }
    }

    @Test
    void caches_are_evicted_once_a_restart_and_not_for_each_connection(@TempDir Path data)
            throws Exception {
        try (DurablePostgres postgres = new DurablePostgres(data.resolve("pg"))) {
            DataSource connections =
                    new RestartAwareDataSource(postgres.database().unpooled("scaiwave_command"));
            AtomicInteger evicted = new AtomicInteger();
            RestartAwareDataSource.onRestart(connections, evicted::incrementAndGet);
            connections.getConnection().close();
            connections.getConnection().close();
            assertThat(evicted).hasValue(0);

            postgres.kill();
            postgres.restart();
            connections.getConnection().close();
            connections.getConnection().close();

            assertThat(evicted).hasValue(1);
        }
    }

    private static HikariDataSource pool(DurablePostgres postgres) {
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(
                new RestartAwareDataSource(postgres.database().unpooled("scaiwave_command")));
        pool.setMaximumPoolSize(2);
        return pool;
    }
}
