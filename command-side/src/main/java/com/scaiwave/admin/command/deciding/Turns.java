package com.scaiwave.admin.command.deciding;

import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * Bounds the retries of writers to one place of the API. A writer that lost a race queues instead
 * of racing on, and so do later writers while there is a queue: racing with its head would cost
 * both of them a turn.
 */
final class Turns {
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private final ReentrantLock[] queues =
            Stream.generate(ReentrantLock::new).limit(64).toArray(ReentrantLock[]::new);

    /** Begins a command, behind the queue where there is one. Places may share a queue. */
    Turn begin(String place) {
        Turn turn = new Turn(queues[Math.floorMod(place.hashCode(), queues.length)]);
        if (turn.queue.isLocked()) {
            turn.await();
        }
        return turn;
    }

    /**
     * One command, from its first attempt to its answer; refused with 503 when it takes too long.
     */
    static final class Turn implements AutoCloseable {
        private final ReentrantLock queue;
        private final long end = System.nanoTime() + PATIENCE.toNanos();
        private boolean isHead;

        private Turn(ReentrantLock queue) {
            this.queue = queue;
        }

        /**
         * After a conflict, waits until it holds the queue's lock.
         *
         * @throws Refusal 503 once four seconds have passed since the command began
         */
        void again() {
            if (System.nanoTime() - end > 0) {
                throw tooMany();
            }
            await();
        }

        private void await() {
            try {
                isHead = isHead || queue.tryLock(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            if (!isHead) {
                throw tooMany();
            }
        }

        private static Refusal tooMany() {
            return new Refusal.Later(
                    ErrorCode.SW_UNAVAILABLE, "Too many are writing to this at once.", 1);
        }

        @Override
        public void close() {
            if (isHead) {
                queue.unlock();
            }
        }
    }
}
