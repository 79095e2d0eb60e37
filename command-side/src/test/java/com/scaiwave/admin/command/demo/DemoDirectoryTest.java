package com.scaiwave.admin.command.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.command.CommandNode;
import com.scaiwave.admin.command.deciding.Commands;
import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventCodec;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.testkit.Waiting;
import com.scaiwave.admin.web.caller.Directory;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

@NullMarked
class DemoDirectoryTest {
    private final TestPostgres database = TestPostgres.create();

    @AutoClose
    private final AnnotationConfigApplicationContext context = CommandNode.context(database);

    /** A pool would wait for a connection for longer than a test takes. */
    private final EventLog log =
            new EventLog(
                    LogName.ADMINISTRATION,
                    database.unpooled("scaiwave_command"),
                    new EventCodec(database.vault()));

    private final AtomicInteger attempts = new AtomicInteger();
    private final InstantSource counting =
            () -> {
                attempts.incrementAndGet();
                return CommandNode.NOW;
            };
    private final DemoDirectory demo =
            new DemoDirectory(
                    context.getBean(Commands.class),
                    new Directory(log),
                    counting.withZone(ZoneOffset.UTC));

    @Test
    void what_is_there_is_not_created_again() {
        demo.create();
        demo.create();

        assertThat(log.readAfter(Checkpoint.START, 10)).hasSize(3);
    }

    @Test
    void a_database_that_is_lost_is_waited_for() throws Exception {
        limitConnections(0);
        database.cutConnectionsOf("scaiwave_command");

        CompletableFuture<Void> created = CompletableFuture.runAsync(demo::create);
        Waiting.until("it tries again", () -> attempts.get() > 1);
        assertThat(created).isNotDone();
        limitConnections(-1);

        created.get(30, TimeUnit.SECONDS);
        assertThat(log.readAfter(Checkpoint.START, 10)).hasSize(3);
    }

    /** 0 refuses all but superusers. */
    private void limitConnections(int most) {
        String name =
                database.superuser().queryForObject("select current_database()", String.class);
        database.superuser().execute("alter database " + name + " connection limit " + most);
    }
}
