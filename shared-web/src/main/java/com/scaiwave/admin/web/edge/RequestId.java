package com.scaiwave.admin.web.edge;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The id of a request in logs and answers. */
public final class RequestId {
    private static final Pattern FIT = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private RequestId() {}

    /** The id that the caller sent if it is well-formed, else a new one. */
    public static String of(@Nullable String sent) {
        return sent != null && FIT.matcher(sent).matches() ? sent : UUID.randomUUID().toString();
    }
}
