package com.scaiwave.admin.web.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.time.OffsetDateTime;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import org.springframework.boot.logging.logback.StructuredLogEncoder;
import org.springframework.core.env.Environment;
import org.springframework.core.env.StandardEnvironment;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

@NullMarked
class JsonLinesTest {
    private static final JsonMapper JSON = new JsonMapper();

    private final LoggerContext context = new LoggerContext();

    @BeforeEach
    void prepare() {
        context.setMDCAdapter(new LogbackMDCAdapter());
        context.putObject(Environment.class.getName(), new StandardEnvironment());
    }

    @Test
    void a_line_has_the_same_fields_as_the_format_that_comes_with_spring_boot() {
        LoggingEvent event = event("written “so”\nand\tescaped \u0000", null);
        ObjectNode fields = fields(event, JsonLines.class.getName());
        assertThat((Object) fields).isEqualTo(fields(event, "logstash"));
        assertThat(fields.propertyNames())
                .contains("logger_name", "request_id", "events")
                .doesNotContain("stack_trace");
    }

    @Test
    void a_failure_has_its_stack_trace() {
        LoggingEvent event = event("failed", new IllegalStateException("for a reason"));
        ObjectNode fields = fields(event, JsonLines.class.getName());
        assertThat((Object) fields).isEqualTo(fields(event, "logstash"));
        assertThat(fields.get("stack_trace").stringValue())
                .startsWith("java.lang.IllegalStateException: for a reason\n");
    }

    private LoggingEvent event(String message, @Nullable Throwable failure) {
        LoggingEvent event =
                new LoggingEvent(
                        "test", context.getLogger("a.Logger"), Level.INFO, message, failure, null);
        event.addKeyValuePair(new KeyValuePair("request_id", "req-1"));
        event.addKeyValuePair(new KeyValuePair("events", 2));
        return event;
    }

    private ObjectNode fields(LoggingEvent event, String format) {
        StructuredLogEncoder encoder = new StructuredLogEncoder();
        encoder.setContext(context);
        encoder.setFormat(format);
        encoder.setCharset(UTF_8);
        encoder.start();
        String line = new String(encoder.encode(event), UTF_8);
        assertThat(line).endsWith("}\n").hasLineCount(1);
        ObjectNode fields = (ObjectNode) JSON.readTree(line);
        assertThat(OffsetDateTime.parse(fields.remove("@timestamp").stringValue()).toInstant())
                .isEqualTo(event.getInstant());
        return fields;
    }
}
