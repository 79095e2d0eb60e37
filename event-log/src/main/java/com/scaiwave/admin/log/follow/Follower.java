package com.scaiwave.admin.log.follow;

/** Something that is made of a log, event by event. */
public interface Follower {

    /** Its name, as operators know it. */
    String name();
}
