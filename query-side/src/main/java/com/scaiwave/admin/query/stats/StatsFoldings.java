package com.scaiwave.admin.query.stats;

import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.MeteringEvent.AiUsed;
import com.scaiwave.admin.events.MeteringEvent.StorageChanged;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantCreated;
import com.scaiwave.admin.events.ParticipantType;
import com.scaiwave.admin.events.PlatformEvent.PersonJoined;
import com.scaiwave.admin.events.PlatformEvent.PersonLeft;
import com.scaiwave.admin.events.PlatformEvent.RoomReported;
import com.scaiwave.admin.events.TenantEvent.TenantCreated;
import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.query.projection.Folding;
import com.scaiwave.admin.query.projection.Key;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is counted, one by one. Sums end at what a double holds exactly, so that every client can
 * read them and no number that a service sends can stop the projection.
 */
final class StatsFoldings {
    static final Folding<Room> ROOMS = new Rooms();
    static final Folding<Member> MEMBERS = new Members();
    static final Folding<Usage> USAGE = new Usages();
    static final Folding<Storage> STORAGE = new Storages();
    static final Folding<Limits> LIMITS = new AllLimits();

    /** 2^53 - 1. */
    private static final long LARGEST = (1L << 53) - 1;

    private static final String UNKNOWN_TYPE = "unknown";
    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("uuuu-MM").withZone(ZoneOffset.UTC);

    private StatsFoldings() {}

    record Room(String type, State state) {}

    enum State {
        OPEN,
        ARCHIVED,
        CLOSED
    }

    /** Someone or something in a tenant; what is ours does not leave when the platform says so. */
    record Member(ParticipantType type, boolean ours) {}

    /** What a tenant used of a model in a month. */
    record Usage(String month, String model, long requests, long inputTokens, long outputTokens) {}

    record Storage(long bytes) {}

    record Limits(@Nullable Long tokens, @Nullable Long bytes) {}

    private static final class Rooms implements Folding<Room> {
        @Override
        public Class<Room> type() {
            return Room.class;
        }

        @Override
        public List<Key> touched(Event event) {
            return event instanceof RoomReported e
                    ? List.of(Key.of(e.tenant(), e.room()))
                    : List.of();
        }

        @Override
        public @Nullable Room apply(Key key, @Nullable Room view, Recorded recorded) {
            if (!(recorded.event() instanceof RoomReported e)) {
                return view;
            }
            State state =
                    switch (e.action()) {
                        case CREATE, RESTORE -> State.OPEN;
                        case ARCHIVE -> State.ARCHIVED;
                        case CLOSE -> State.CLOSED;
                    };
            String told = e.roomType() == null ? UNKNOWN_TYPE : e.roomType();
            return new Room(view != null && told.equals(UNKNOWN_TYPE) ? view.type() : told, state);
        }
    }

    private static final class Members implements Folding<Member> {
        @Override
        public Class<Member> type() {
            return Member.class;
        }

        @Override
        public List<Key> touched(Event event) {
            return switch (event) {
                case PersonJoined e -> List.of(Key.of(e.tenant(), e.participant()));
                case PersonLeft e -> List.of(Key.of(e.tenant(), e.participant()));
                case ParticipantCreated e -> List.of(Key.of(e.tenant(), e.participant()));
                default -> List.of();
            };
        }

        @Override
        public @Nullable Member apply(Key key, @Nullable Member view, Recorded recorded) {
            if (view != null && view.ours()) {
                return view;
            }
            return switch (recorded.event()) {
                case PersonJoined e -> new Member(e.type(), false);
                case PersonLeft _ -> null;
                case ParticipantCreated _ -> new Member(ParticipantType.MODEL, true);
                default -> view;
            };
        }
    }

    private static final class Usages implements Folding<Usage> {
        @Override
        public Class<Usage> type() {
            return Usage.class;
        }

        @Override
        public List<Key> touched(Event event) {
            return event instanceof AiUsed e
                    ? List.of(Key.of(e.tenant(), MONTH.format(e.time()) + " " + e.model()))
                    : List.of();
        }

        @Override
        public @Nullable Usage apply(Key key, @Nullable Usage view, Recorded recorded) {
            if (!(recorded.event() instanceof AiUsed e)) {
                return view;
            }
            String month = MONTH.format(e.time());
            Usage before = view == null ? new Usage(month, e.model(), 0, 0, 0) : view;
            return new Usage(
                    month,
                    e.model(),
                    sum(before.requests(), e.requests()),
                    sum(before.inputTokens(), e.inputTokens()),
                    sum(before.outputTokens(), e.outputTokens()));
        }
    }

    private static final class Storages implements Folding<Storage> {
        @Override
        public Class<Storage> type() {
            return Storage.class;
        }

        @Override
        public List<Key> touched(Event event) {
            return event instanceof StorageChanged e ? List.of(Key.of(e.tenant())) : List.of();
        }

        @Override
        public @Nullable Storage apply(Key key, @Nullable Storage view, Recorded recorded) {
            return recorded.event() instanceof StorageChanged e
                    ? new Storage(sum(view == null ? 0 : view.bytes(), e.bytesDelta()))
                    : view;
        }
    }

    private static final class AllLimits implements Folding<Limits> {
        @Override
        public Class<Limits> type() {
            return Limits.class;
        }

        @Override
        public List<Key> touched(Event event) {
            return event instanceof TenantCreated e ? List.of(Key.of(e.tenant())) : List.of();
        }

        @Override
        public @Nullable Limits apply(Key key, @Nullable Limits view, Recorded recorded) {
            return recorded.event() instanceof TenantCreated e
                    ? new Limits(e.aiTokensMonthly(), e.maxStorageBytes())
                    : view;
        }
    }

    /** A sum of two numbers within the bounds that ends at them. */
    static long sum(long a, long b) {
        return Math.clamp(
                Math.clamp(a, -LARGEST, LARGEST) + Math.clamp(b, -LARGEST, LARGEST),
                -LARGEST,
                LARGEST);
    }
}
