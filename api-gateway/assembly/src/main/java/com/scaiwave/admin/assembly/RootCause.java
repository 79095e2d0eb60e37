package com.scaiwave.admin.assembly;

/** What a command line says of a failure. */
public final class RootCause {
    private RootCause() {}

    /** The message of the innermost cause, or its class name if it has none. */
    public static String of(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String message = innermost.getMessage();
        return message == null ? innermost.getClass().getSimpleName() : message;
    }
}
