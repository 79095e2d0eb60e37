/**
 * The engine that runs everything that follows a log.
 *
 * <p>A {@link com.scaiwave.admin.log.follow.Follower} has a name; its {@link
 * com.scaiwave.admin.log.follow.Storage} keeps its checkpoint together with its results, and grants
 * the {@link com.scaiwave.admin.log.follow.Lease} under which both change; {@link
 * com.scaiwave.admin.log.follow.Following} keeps followers up to date with the log. Each event
 * takes effect once and in order, as far as its result is stored in the lease's transaction; an
 * effect outside that transaction may be repeated after a crash.
 */
@NullMarked
package com.scaiwave.admin.log.follow;

import org.jspecify.annotations.NullMarked;
