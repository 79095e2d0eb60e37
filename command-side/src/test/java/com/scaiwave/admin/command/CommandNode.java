package com.scaiwave.admin.command;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.scaiwave.admin.command.aiconfig.AiConfigCommands;
import com.scaiwave.admin.command.aiconfig.ReplaceAiConfigHandler.Replaced;
import com.scaiwave.admin.command.deciding.Commands;
import com.scaiwave.admin.command.noteprocessing.NoteCommands;
import com.scaiwave.admin.command.noteprocessing.NoteProcessingSettings;
import com.scaiwave.admin.command.participants.ModelParticipant;
import com.scaiwave.admin.command.participants.ParticipantCommands;
import com.scaiwave.admin.command.partners.PartnerAccount;
import com.scaiwave.admin.command.partners.PartnerCommands;
import com.scaiwave.admin.events.ActorType;
import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.EventMetadata;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.LogName;
import com.scaiwave.admin.log.StoredEvent;
import com.scaiwave.admin.log.Tenants;
import com.scaiwave.admin.log.TestPostgres;
import com.scaiwave.admin.log.vault.Vault;
import com.scaiwave.admin.web.answer.ApiJson;
import com.scaiwave.admin.web.caller.Caller;
import com.scaiwave.admin.web.caller.Directory.Tenant;
import com.scaiwave.admin.web.caller.TenantSet;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.registry.RegistryProperties;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.axonframework.commandhandling.CommandBus;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.JsonNode;

/** A process's command side on a real log, as the edge would call it. */
@NullMarked
public final class CommandNode {
    public static final TenantId TENANT = new TenantId("tnt_demo");
    public static final Instant NOW = Instant.parse("2026-05-17T10:21:00.123456Z");
    public static final EventMetadata METADATA =
            new EventMetadata(
                    "ann", ActorType.USER, "req-1", null, null, TENANT, List.of(), null, NOW);

    private final EventLog log;
    private final Commands commands;
    private final AtomicReference<@Nullable Runnable> meanwhile = new AtomicReference<>();
    private long given;

    private CommandNode(TestPostgres database) {
        AnnotationConfigApplicationContext context = context(database);
        this.log = context.getBean("administrationLog", EventLog.class);
        this.commands = context.getBean(Commands.class);
        context.getBean(CommandBus.class)
                .registerHandlerInterceptor((_, chain) -> {
                    try {
                        return chain.proceed();
                    } finally {
                        Runnable other = meanwhile.getAndSet(null);
                        if (other != null) {
                            CompletableFuture.runAsync(other).orTimeout(20, SECONDS).join();
                        }
                    }
                });
    }

    /** A context with the command side's beans; all of them are lazy but the wiring check. */
    public static AnnotationConfigApplicationContext context(
            TestPostgres database, Class<?>... more) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean("commandVault", Vault.class, database::vault);
        context.registerBean(
                "administrationLog", EventLog.class, () -> database.log(LogName.ADMINISTRATION));
        context.registerBean("meteringLog", EventLog.class, () -> database.log(LogName.METERING));
        context.registerBean(
                RegistryProperties.class, () -> new RegistryProperties(null, null, "example.org"));
        context.register(CommandConfiguration.class);
        Stream.of(more).forEach(context::register);
        context.addBeanFactoryPostProcessor(beans -> {
            for (String name : beans.getBeanDefinitionNames()) {
                beans.getBeanDefinition(name).setLazyInit(!name.equals("wiringCheck"));
            }
        });
        context.refresh();
        return context;
    }

    /** Has something else happen once the next command is decided, and before it is committed. */
    public CommandNode meanwhile(Runnable other) {
        meanwhile.set(other);
        return this;
    }

    /** One of several on the same database. */
    public static CommandNode on(TestPostgres database) {
        return new CommandNode(database);
    }

    /** The only one on a database of its own. */
    public static CommandNode alone() {
        return new CommandNode(TestPostgres.create());
    }

    /** Has these events in the log, each appended after those before it. */
    public CommandNode given(Event... events) {
        for (Event event : events) {
            givenTogether(List.of(event));
        }
        given = log.head();
        return this;
    }

    /** The same with one append, for many events. */
    public CommandNode givenTogether(List<? extends Event> events) {
        Tenants.append(log, events, _ -> METADATA);
        given = log.head();
        return this;
    }

    /** Whether a secret is stored. */
    public boolean hasSecret(String id) {
        return log.secret(id).isPresent();
    }

    public Answer send(Object command) {
        return send(command, null, "{}");
    }

    /** Sends with an idempotency key and the body that it was used with. */
    public Answer send(Object command, @Nullable String key, String body) {
        Call call = call(key, body);
        return Answer.of(
                commands.send(call, METADATA, command, CommandNode::resource, _ -> "/v1/there"));
    }

    /** What a client would see, for tests that look at it. */
    private static Object resource(Object decided) {
        return switch (decided) {
            case Replaced config -> AiConfigCommands.resource(config);
            case NoteProcessingSettings.State notes -> NoteCommands.resource(notes);
            case ModelParticipant.State participant -> ParticipantCommands.resource(participant);
            case PartnerAccount.State partner -> PartnerCommands.resource(partner);
            default -> decided;
        };
    }

    /** The events that were stored since the given ones. */
    public List<Event> newEvents() {
        return log().stream().skip(given).map(StoredEvent::event).toList();
    }

    /** Checks that a command was answered and nothing recorded, on a resource without events. */
    public void assertNothingYet(Answer answer) {
        assertThat(newEvents()).isEmpty();
        assertThat(answer.changed()).isFalse();
        assertThat(answer.version()).isZero();
        assertThat(answer.position()).isEqualTo(-1);
    }

    public List<StoredEvent> log() {
        return log.readAfter(Checkpoint.START, 100_000);
    }

    private static Call call(@Nullable String key, String body) {
        Caller caller =
                new Caller("ann", ActorType.USER, Set.of(Caller.Kind.ADMIN), TENANT.value(), null);
        TenantSet tenants = new TenantSet.One(new Tenant(TENANT, List.of()));
        return new TestCall(caller, tenants, "test", "1", key, body).call();
    }

    /** What a client is answered. */
    public record Answer(int status, HttpHeaders headers, JsonNode body, String text) {
        static Answer of(ResponseEntity<byte[]> response) {
            byte[] bytes = Stream.ofNullable(response.getBody()).findFirst().orElseThrow();
            return new Answer(
                    response.getStatusCode().value(),
                    response.getHeaders(),
                    ApiJson.mapper().readTree(bytes),
                    new String(bytes, java.nio.charset.StandardCharsets.UTF_8));
        }

        public JsonNode data() {
            return body.get("data");
        }

        public boolean changed() {
            return body.at("/meta/changed").booleanValue();
        }

        public long version() {
            return body.at("/meta/version").longValue();
        }

        /** The position of the resource's last event; -1 where it has none. */
        public long position() {
            return body.at("/meta/position").isNull() ? -1 : body.at("/meta/position").longValue();
        }

        public int eventIds() {
            return body.at("/meta/event_ids").size();
        }
    }
}
