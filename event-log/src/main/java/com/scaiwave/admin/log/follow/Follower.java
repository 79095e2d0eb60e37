package com.scaiwave.admin.log.follow;

/** A reader of a log that handles each event, in the order of the log. */
public interface Follower {

    /** The name that operators know it by. */
    String name();
}
