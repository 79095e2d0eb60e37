/**
 * Following a log: the engine that everything downstream of it runs on.
 *
 * <p>A {@link com.scaiwave.admin.log.follow.Follower} has a name; its {@link
 * com.scaiwave.admin.log.follow.Storage} keeps its checkpoint with what it makes, and gives out the
 * {@link com.scaiwave.admin.log.follow.Lease} under which both change; {@link
 * com.scaiwave.admin.log.follow.Following} keeps followers up with the log. Each event is handled
 * once and in order, as far as what is made of it is stored in the lease's transaction; what leaves
 * that transaction may happen again after a crash.
 */
@NullMarked
package com.scaiwave.admin.log.follow;

import org.jspecify.annotations.NullMarked;
