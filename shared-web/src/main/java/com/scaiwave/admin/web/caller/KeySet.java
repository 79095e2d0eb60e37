package com.scaiwave.admin.web.caller;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An issuer's keys that can verify tokens. Each key is parsed separately: an unusable one does not
 * affect the others (RFC 7517, section 5).
 *
 * @param ids the ids of the keys that have one
 * @param skipped why keys were skipped, for the log
 */
record KeySet(JWKSet keys, Set<String> ids, List<String> skipped) {
    private static final int MOST_NOTES = 10;
    private static final int LONGEST_NOTE = 120;

    /**
     * Reads a JWK set.
     *
     * @throws ParseException if the text is not a JWK set, or none of its keys can be used
     */
    static KeySet parse(String json) throws ParseException {
        List<Object> members = JSONObjectUtils.getJSONArray(JSONObjectUtils.parse(json), "keys");
        if (members == null) {
            throw new ParseException("there is no member \"keys\"", 0);
        }
        List<JWK> usable = new ArrayList<>();
        List<String> skipped = new ArrayList<>();
        for (Object member : members) {
            String reason = read(member, usable);
            if (reason != null && skipped.size() < MOST_NOTES) {
                skipped.add(reason);
            }
        }
        if (usable.isEmpty()) {
            throw new ParseException("no key of the set can be used: " + skipped, 0);
        }
        Set<String> ids =
                usable.stream()
                        .map(JWK::getKeyID)
                        .filter(id -> id != null)
                        .collect(Collectors.toUnmodifiableSet());
        return new KeySet(new JWKSet(usable), ids, List.copyOf(skipped));
    }

    /**
     * Adds the public part of a usable key and returns null, or returns why the key is unusable.
     */
    private static @Nullable String read(Object member, List<JWK> usable) {
        if (!(member instanceof Map<?, ?> fields)) {
            return "a member is no object";
        }
        Map<String, Object> named = new HashMap<>();
        fields.forEach((name, value) -> named.put(String.valueOf(name), value));
        try {
            JWK key = JWK.parse(named).toPublicJWK();
            String reason = key == null ? "it is symmetric" : reasonAgainst(key);
            if (reason == null) {
                usable.add(key);
                return null;
            }
            return note(named, reason);
        } catch (ParseException | JOSEException | RuntimeException e) {
            // The library throws several types of exception for a malformed key.
            return note(named, String.valueOf(e.getMessage()));
        }
    }

    private static @Nullable String reasonAgainst(JWK key) throws JOSEException {
        if (key.getKeyUse() != null && !key.getKeyUse().equals(KeyUse.SIGNATURE)) {
            return "it is not for signatures";
        }
        JWSVerifier verifier = TokenVerifier.verifier(key);
        return verifier == null
                        || Collections.disjoint(
                                verifier.supportedJWSAlgorithms(), TokenVerifier.ALGORITHMS)
                ? "no accepted algorithm uses it"
                : null;
    }

    private static String note(Map<String, Object> named, String reason) {
        String text = "kid " + named.get("kid") + ": " + reason;
        return text.length() > LONGEST_NOTE ? text.substring(0, LONGEST_NOTE) : text;
    }
}
