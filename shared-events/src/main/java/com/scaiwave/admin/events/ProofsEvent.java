package com.scaiwave.admin.events;

/** What happens to the proofs of the log; belongs to no tenant, and is seen by operators. */
public sealed interface ProofsEvent extends AdminEvent {

    @Override
    default StreamId stream() {
        return StreamId.proofs();
    }

    /**
     * Checkpoints are signed with another key.
     *
     * @param origin the name of the tree
     * @param before the verifier key until then, whose signing key also signs for a while
     * @param now the new verifier key
     */
    record SigningKeyRotated(String origin, String before, String now) implements ProofsEvent {}

    /**
     * The log was restored from a copy, and another tree begins with this event.
     *
     * @param before the origin of the tree until then
     * @param size the size of the last checkpoint of that tree that is known
     * @param root its root, in base64
     * @param now the origin of the new tree
     */
    record LogRestored(String before, long size, String root, String now) implements ProofsEvent {}
}
