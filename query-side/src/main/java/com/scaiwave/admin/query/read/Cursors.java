package com.scaiwave.admin.query.read;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.scaiwave.admin.log.vault.Vault;
import com.scaiwave.admin.web.edge.Call;
import com.scaiwave.admin.web.refusal.Refusal;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes and reads cursors, which say where the next page of a list begins. A cursor is sealed, so
 * that a client can't forge it, and bound to its list, so that it can't be used for another one.
 */
public final class Cursors {
    private static final String SUBJECT = "cursors";

    private final Vault vault;

    public Cursors(Vault vault) {
        this.vault = vault;
    }

    /** A cursor to the page after a last entry. */
    public String after(Call call, String last) {
        byte[] binding = binding(call);
        byte[] place = last.getBytes(UTF_8);
        byte[] all = Arrays.copyOf(binding, binding.length + place.length);
        System.arraycopy(place, 0, all, binding.length, place.length);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(vault.sealBytes(SUBJECT, all));
    }

    /**
     * The entry after which a request's page begins; null if it has no cursor.
     *
     * @throws Refusal 400 if the cursor is not one of this list
     */
    public @Nullable String place(Call call) {
        String cursor = call.parameter("cursor");
        if (cursor == null) {
            return null;
        }
        byte[] all = open(cursor);
        byte[] binding = binding(call);
        if (all.length < binding.length
                || !MessageDigest.isEqual(Arrays.copyOf(all, binding.length), binding)) {
            throw forged();
        }
        return new String(all, binding.length, all.length - binding.length, UTF_8);
    }

    private byte[] open(String cursor) {
        try {
            return vault.openBytes(SUBJECT, Base64.getUrlDecoder().decode(cursor))
                    .orElseThrow(Cursors::forged);
        } catch (IllegalArgumentException e) {
            throw forged();
        }
    }

    /** What a cursor is bound to: the operation, the tenants that it acts on, and all filters. */
    private byte[] binding(Call call) {
        Map<String, Object> filter = new TreeMap<>(call.query());
        filter.remove("cursor");
        filter.remove("limit");
        String bound = call.operation().id() + "\n" + call.tenants() + "\n" + filter;
        return vault.mac("mac:cursors", bound.getBytes(UTF_8));
    }

    /** The refusal of a cursor that is not one of this list. */
    public static Refusal forged() {
        return Refusal.invalid("cursor", "is no cursor of this list");
    }
}
