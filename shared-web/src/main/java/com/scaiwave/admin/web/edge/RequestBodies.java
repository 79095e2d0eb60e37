package com.scaiwave.admin.web.edge;

import com.networknt.schema.Schema;
import com.scaiwave.admin.web.document.JsonErrors;
import com.scaiwave.admin.web.document.JsonText;
import com.scaiwave.admin.web.document.Operation;
import com.scaiwave.admin.web.document.Operation.Access;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import com.scaiwave.admin.web.refusal.Refusal.Detail;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Reads a body, and checks its media type, size, JSON and schema. */
final class RequestBodies {

    private RequestBodies() {}

    /**
     * The body's media type, one of those that the operation takes; null if it takes no body.
     *
     * @throws Refusal 415 if it is none of these
     */
    static @Nullable String mediaType(HttpServletRequest request, Operation operation) {
        if (operation.bodies().isEmpty()) {
            return null;
        }
        String encoding = request.getHeader("Content-Encoding");
        if (request.getContentType() != null
                && (encoding == null || encoding.equalsIgnoreCase("identity"))) {
            try {
                MediaType type = MediaType.parseMediaType(request.getContentType());
                String plain = type.getType() + "/" + type.getSubtype();
                if (operation.bodies().containsKey(plain)
                        && (type.getCharset() == null
                                || type.getCharset().equals(StandardCharsets.UTF_8))) {
                    return plain;
                }
            } catch (InvalidMediaTypeException | java.nio.charset.UnsupportedCharsetException e) {
                throw unsupported(operation);
            }
        }
        throw unsupported(operation);
    }

    /**
     * The whole body.
     *
     * @throws Refusal 413 as soon as it is too long; 408, 400 and 503 as for {@link
     *     BodyMemory.Share#read}
     */
    static byte[] read(
            HttpServletRequest request, Operation operation, BodyMemory memory, String client) {
        if (request.getContentLengthLong() > operation.maxBytes()) {
            throw tooLarge();
        }
        byte[] bytes;
        // One byte is enough to refuse a body that is not allowed.
        int most = operation.bodies().isEmpty() ? 1 : operation.maxBytes() + 1;
        try (BodyMemory.Share share = memory.share(client)) {
            bytes = share.read(request, most);
        }
        if (bytes.length > operation.maxBytes()) {
            throw tooLarge();
        }
        return bytes;
    }

    /**
     * The body as JSON that its schema accepts; null if the operation has none.
     *
     * @throws Refusal 400 if it is malformed or does not match its schema
     */
    static @Nullable JsonNode parse(byte[] bytes, Operation operation, @Nullable String mediaType) {
        if (mediaType == null) {
            if (bytes.length > 0) {
                throw Refusal.invalid("", "there is no body where none is defined");
            }
            return null;
        }
        JsonNode body = json(text(bytes));
        // The events of a service are checked one by one later, so that a bad one does not spoil
        // the others.
        List<Detail> wrong =
                operation.access() == Access.SERVICE
                        ? new ArrayList<>()
                        : new ArrayList<>(JsonErrors.unstorable(body));
        if (wrong.isEmpty()) {
            Schema schema = operation.bodies().get(mediaType);
            if (schema != null) {
                wrong.addAll(JsonErrors.of(schema, body, ""));
            }
        }
        if (!wrong.isEmpty()) {
            throw Refusal.invalid(wrong);
        }
        return body;
    }

    private static String text(byte[] bytes) {
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(bytes))
                            .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw malformed("The body is no JSON in UTF-8.");
        }
    }

    private static JsonNode json(String text) {
        JsonNode node;
        try {
            node = JsonText.read(text);
        } catch (JacksonException e) {
            throw malformed("The body is no JSON in UTF-8.");
        }
        if (node.isMissingNode()) {
            throw malformed("The body is empty.");
        }
        return node;
    }

    static Refusal malformed(String message) {
        return new Refusal(ErrorCode.SW_MALFORMED_REQUEST, message);
    }

    private static Refusal tooLarge() {
        return new Refusal(ErrorCode.SW_CONTENT_TOO_LARGE, "The body is too large.");
    }

    private static Refusal unsupported(Operation operation) {
        return new Refusal(
                ErrorCode.SW_UNSUPPORTED_MEDIA_TYPE,
                "A body is "
                        + String.join(
                                " or ", operation.bodies().keySet().stream().sorted().toList())
                        + ".");
    }
}
