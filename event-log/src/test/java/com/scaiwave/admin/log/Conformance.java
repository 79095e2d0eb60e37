package com.scaiwave.admin.log;

import org.jspecify.annotations.NullMarked;

/** A part of what every storage has to keep. */
@NullMarked
interface Conformance {
    StorageUnderTest storage();

    default LogUnderTest log() {
        return storage().log(LogName.ADMINISTRATION);
    }

    static Token after(Recorded event) {
        return new Token(event.position(), event.id());
    }
}
