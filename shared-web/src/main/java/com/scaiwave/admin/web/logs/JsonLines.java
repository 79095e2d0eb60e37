package com.scaiwave.admin.web.logs;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.pattern.ThrowableProxyConverter;
import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.Charset;
import java.time.Instant;
import org.springframework.boot.json.JsonWriter;
import org.springframework.boot.json.JsonWriter.PairExtractor;
import org.springframework.boot.logging.structured.ContextPairs;
import org.springframework.boot.logging.structured.JsonWriterStructuredLogFormatter;

/**
 * Writes one JSON object per line, with the fields of Logstash. Spring Boot's own {@code logstash}
 * format encodes each character by itself; with a line per command, lines were a seventh of all
 * that a write allocates. This class ignores {@code logging.structured.json} settings and markers,
 * which are not used here.
 */
public final class JsonLines extends JsonWriterStructuredLogFormatter<ILoggingEvent> {

    /** Called by Spring Boot, for {@code logging.structured.format}. */
    public JsonLines(ContextPairs pairs, ThrowableProxyConverter stackTraces) {
        super(members -> fields(members, pairs, stackTraces), null);
    }

    @Override
    public byte[] formatAsBytes(ILoggingEvent event, Charset charset) {
        return format(event).getBytes(charset);
    }

    private static void fields(
            JsonWriter.Members<ILoggingEvent> members,
            ContextPairs pairs,
            ThrowableProxyConverter stackTraces) {
        members.add("@timestamp", ILoggingEvent::getInstant).as(Instant::toString);
        members.add("@version", "1");
        members.add("message", ILoggingEvent::getFormattedMessage);
        members.add("logger_name", ILoggingEvent::getLoggerName);
        members.add("thread_name", ILoggingEvent::getThreadName);
        members.add("level", ILoggingEvent::getLevel);
        members.add("level_value", ILoggingEvent::getLevel).as(Level::toInt);
        members.add()
                .usingPairs(
                        pairs.flat(
                                "_",
                                p -> {
                                    p.addMapEntries(ILoggingEvent::getMDCPropertyMap);
                                    p.add(
                                            ILoggingEvent::getKeyValuePairs,
                                            PairExtractor.of(pair -> pair.key, pair -> pair.value));
                                }));
        members.add(
                        "stack_trace",
                        event ->
                                event.getThrowableProxy() == null
                                        ? null
                                        : stackTraces.convert(event))
                .whenNotNull();
    }
}
