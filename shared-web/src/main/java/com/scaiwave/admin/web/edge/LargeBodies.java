package com.scaiwave.admin.web.edge;

import com.scaiwave.admin.web.document.Operation;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.Semaphore;

/**
 * How many large bodies may be coming in at once. A request costs no thread while it waits for its
 * client, but what has come of its body stays in memory: of a mebibyte each, 256 take a quarter of
 * what the process has.
 */
final class LargeBodies {
    static final int MOST = 256;

    private final Semaphore places = new Semaphore(MOST);

    /**
     * The whole body.
     *
     * @throws Refusal as {@link RequestBodies#read}; 503 where it is large and there are too many
     */
    byte[] read(HttpServletRequest request, Operation operation) {
        if (!RequestBodies.isLarge(request)) {
            return RequestBodies.read(request, operation);
        }
        if (!places.tryAcquire()) {
            throw new Refusal.Later(
                    ErrorCode.SW_UNAVAILABLE, "Too many large bodies are coming in at once.", 1);
        }
        try {
            return RequestBodies.read(request, operation);
        } finally {
            places.release();
        }
    }
}
