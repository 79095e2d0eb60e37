package com.scaiwave.admin.web.edge;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a request is called in logs and answers. */
public final class RequestId {
    private static final Pattern FIT = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    private RequestId() {}

    /** The caller's own, if it sent one that is fit for it, else a new one. */
    public static String of(@Nullable String sent) {
        return sent != null && FIT.matcher(sent).matches() ? sent : UUID.randomUUID().toString();
    }
}
