package com.scaiwave.admin.log;

import org.jspecify.annotations.NullMarked;

/** A part of the contract that every storage has to keep. */
@NullMarked
interface Conformance {
    StorageUnderTest storage();

    default LogUnderTest log() {
        return storage().log(LogName.ADMINISTRATION);
    }

    static Checkpoint after(StoredEvent event) {
        return new Checkpoint(event.position(), event.id());
    }
}
