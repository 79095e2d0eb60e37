package com.scaiwave.admin.command.platform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.web.refusal.Refusal;
import com.scaiwave.admin.web.refusal.Refusal.Detail;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * One CloudEvent in the binary mode of the HTTP protocol binding: its attributes are headers, the
 * body is its data.
 */
final class BinaryMode {
    private static final String PREFIX = "ce-";
    private static final List<String> REQUIRED =
            List.of("specversion", "id", "source", "type", "time", "tenantid");

    private BinaryMode() {}

    /** Whether a request is in it: its body is not an event, but JSON. */
    static boolean is(HttpServletRequest request) {
        return MediaType.APPLICATION_JSON.includes(
                MediaType.parseMediaType(request.getContentType()));
    }

    /**
     * The event as the JSON format has it.
     *
     * @throws Refusal 400 where a required attribute is missing, or a header is no text
     */
    static JsonNode event(HttpServletRequest request, JsonNode data) {
        ObjectNode event = JsonNodeFactory.instance.objectNode();
        List<Detail> wrong = new ArrayList<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            String header = name.toLowerCase(Locale.ROOT);
            if (header.startsWith(PREFIX)) {
                List<String> values = Collections.list(request.getHeaders(name));
                if (values.size() > 1) {
                    wrong.add(new Detail(header, "may be given only once"));
                } else {
                    add(event, header, values.getFirst(), wrong);
                }
            }
        }
        for (String attribute : REQUIRED) {
            if (!event.has(attribute) && wrong.stream().noneMatch(d -> isOf(d, attribute))) {
                wrong.add(new Detail(PREFIX + attribute, "is required"));
            }
        }
        if (!wrong.isEmpty()) {
            throw Refusal.invalid(wrong);
        }
        event.remove("data_base64");
        event.set("data", data);
        return event;
    }

    private static boolean isOf(Detail detail, String attribute) {
        return detail.field().equals(PREFIX + attribute);
    }

    private static void add(ObjectNode event, String header, String raw, List<Detail> wrong) {
        try {
            event.put(header.substring(PREFIX.length()), decoded(unquoted(raw.strip())));
        } catch (CharacterCodingException e) {
            wrong.add(new Detail(header, "is no text in UTF-8"));
        }
    }

    /** Without the quotes of what is quoted, as RFC 9110 has them (section 5.6.4). */
    private static String unquoted(String value) {
        StringBuilder text = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted && i + 1 < value.length()) {
                text.append(value.charAt(++i));
            } else {
                text.append(c);
            }
        }
        return quoted ? value : text.toString();
    }

    /** Percent-decoded, once; a container reads each byte of a header as one character. */
    private static String decoded(String value) throws CharacterCodingException {
        byte[] bytes = value.getBytes(ISO_8859_1);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] == '%'
                    && i + 2 < bytes.length
                    && HexFormat.isHexDigit(bytes[i + 1])
                    && HexFormat.isHexDigit(bytes[i + 2])) {
                out.write(HexFormat.fromHexDigits(value, i + 1, i + 3));
                i += 2;
            } else {
                out.write(bytes[i]);
            }
        }
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(out.toByteArray())).toString();
    }
}
