package com.scaiwave.admin.views;

import com.scaiwave.admin.events.MeteringEvent.AiUsed;
import com.scaiwave.admin.events.MeteringEvent.StorageChanged;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantCreated;
import com.scaiwave.admin.events.ParticipantType;
import com.scaiwave.admin.events.PlatformEvent.PersonJoined;
import com.scaiwave.admin.events.PlatformEvent.PersonLeft;
import com.scaiwave.admin.events.PlatformEvent.RoomReported;
import com.scaiwave.admin.events.TenantEvent.TenantCreated;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * The views that statistics are counted from. Sums are clamped to ±(2^53 − 1), which a double holds
 * exactly: every client can read them, and no number that a service sends can stop the projection.
 */
public final class StatsViews {
    /** 2^53 - 1. */
    private static final long LARGEST = (1L << 53) - 1;

    private static final String UNKNOWN_TYPE = "unknown";
    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("uuuu-MM").withZone(ZoneOffset.UTC);

    public static final Fold<Room> ROOMS =
            Fold.of(Room.class)
                    .always(
                            RoomReported.class,
                            e -> Key.of(e.tenant(), e.room()),
                            (room, e, _) -> Room.of(room, e));
    public static final Fold<Member> MEMBERS =
            Fold.of(Member.class)
                    .always(
                            PersonJoined.class,
                            e -> Key.of(e.tenant(), e.participant()),
                            (member, e, _) -> isOurs(member) ? member : new Member(e.type(), false))
                    .always(
                            PersonLeft.class,
                            e -> Key.of(e.tenant(), e.participant()),
                            (member, _, _) -> isOurs(member) ? member : null)
                    .begin(
                            ParticipantCreated.class,
                            e -> Key.of(e.tenant(), e.participant()),
                            (_, _) -> new Member(ParticipantType.MODEL, true));
    public static final Fold<Usage> USAGE =
            Fold.of(Usage.class)
                    .always(
                            AiUsed.class,
                            e -> Key.of(e.tenant(), MONTH.format(e.time()) + " " + e.model()),
                            (usage, e, _) -> Usage.of(usage, e));
    public static final Fold<Storage> STORAGE =
            Fold.from(Storage.class, new Storage(0))
                    .on(
                            StorageChanged.class,
                            e -> Key.of(e.tenant()),
                            (storage, e, _) -> new Storage(sum(storage.bytes(), e.bytesDelta())));
    public static final Fold<Limits> LIMITS =
            Fold.of(Limits.class)
                    .begin(
                            TenantCreated.class,
                            e -> Key.of(e.tenant()),
                            (e, _) -> new Limits(e.aiTokensMonthly(), e.maxStorageBytes()));

    private StatsViews() {}

    /** A room that the platform reported. */
    public record Room(String type, State state) {
        private static Room of(@Nullable Room before, RoomReported e) {
            State state =
                    switch (e.action()) {
                        case CREATE, RESTORE -> State.OPEN;
                        case ARCHIVE -> State.ARCHIVED;
                        case CLOSE -> State.CLOSED;
                    };
            String told = e.roomType() == null ? UNKNOWN_TYPE : e.roomType();
            return new Room(
                    before != null && told.equals(UNKNOWN_TYPE) ? before.type() : told, state);
        }
    }

    /** Whether people can still meet in a room. */
    public enum State {
        OPEN,
        ARCHIVED,
        CLOSED
    }

    /** A participant of a tenant; an event of the platform does not remove our own participants. */
    public record Member(ParticipantType type, boolean ours) {}

    /** A tenant's usage of a model in a month. */
    public record Usage(
            String month, String model, long requests, long inputTokens, long outputTokens) {
        private static Usage of(@Nullable Usage view, AiUsed e) {
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

    /** The size of a tenant's storage. */
    public record Storage(long bytes) {}

    /** A tenant's limits; null means unlimited. */
    public record Limits(@Nullable Long tokens, @Nullable Long bytes) {}

    private static boolean isOurs(@Nullable Member member) {
        return member != null && member.ours();
    }

    /** A sum, clamped to ±(2^53 − 1). */
    public static long sum(long a, long b) {
        return Math.clamp(
                Math.clamp(a, -LARGEST, LARGEST) + Math.clamp(b, -LARGEST, LARGEST),
                -LARGEST,
                LARGEST);
    }
}
