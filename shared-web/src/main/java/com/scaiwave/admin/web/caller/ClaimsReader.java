package com.scaiwave.admin.web.caller;

import com.nimbusds.jwt.JWTClaimsSet;
import com.scaiwave.admin.events.ActorType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads claims under their configured names. A name is tried as a whole first, then as a path with
 * dots, whose parts may contain dots themselves. A claim of the wrong type makes the token invalid.
 */
final class ClaimsReader {
    private static final int LONGEST_SUBJECT = 255;

    private final AuthProperties.ClaimNames names;

    ClaimsReader(AuthProperties.ClaimNames names) {
        this.names = names;
    }

    TokenClaims read(JWTClaimsSet claims) {
        return new TokenClaims(
                subject(claims.getSubject()),
                text(claims, names.tenantId()),
                text(claims, names.partnerId()),
                list(claims, names.roles(), false),
                list(claims, names.permissions(), true),
                actorType(claims),
                claims.getExpirationTime().toInstant());
    }

    private static String subject(@Nullable String subject) {
        if (subject == null
                || subject.isEmpty()
                || subject.length() > LONGEST_SUBJECT
                || subject.chars()
                        .anyMatch(c ->
                                Character.isISOControl(c) || Character.isSurrogate((char) c))) {
            throw TokenVerifier.invalid("sub is no text of 1 to 255 characters");
        }
        return subject;
    }

    private ActorType actorType(JWTClaimsSet claims) {
        return switch (text(claims, names.actorType())) {
            case null -> ActorType.USER;
            case "user" -> ActorType.USER;
            case "service" -> ActorType.SERVICE;
            default ->
                    throw TokenVerifier.invalid(names.actorType() + " is neither user nor service");
        };
    }

    private static @Nullable String text(JWTClaimsSet claims, String name) {
        return switch (find(claims.getClaims(), name)) {
            case null -> null;
            case String text -> text;
            default -> throw TokenVerifier.invalid(name + " is no text");
        };
    }

    private static List<String> list(JWTClaimsSet claims, String name, boolean spaced) {
        return switch (find(claims.getClaims(), name)) {
            case null -> List.of();
            case String text when spaced ->
                    Arrays.stream(text.split(" ", -1)).filter(part -> !part.isEmpty()).toList();
            case String text -> text.isEmpty() ? List.of() : List.of(text);
            case List<?> values when values.stream().allMatch(String.class::isInstance) ->
                    values.stream().map(String.class::cast).toList();
            default -> throw TokenVerifier.invalid(name + " is no text and no list of texts");
        };
    }

    private static @Nullable Object find(Map<?, ?> object, String name) {
        Object value = object.get(name);
        for (int dot = name.indexOf('.');
                value == null && dot > 0;
                dot = name.indexOf('.', dot + 1)) {
            if (object.get(name.substring(0, dot)) instanceof Map<?, ?> inner) {
                value = find(inner, name.substring(dot + 1));
            }
        }
        return value;
    }
}
