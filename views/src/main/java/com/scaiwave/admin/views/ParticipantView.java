package com.scaiwave.admin.views;

import com.scaiwave.admin.events.Change;
import com.scaiwave.admin.events.LocalId;
import com.scaiwave.admin.events.ModelSlug;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantCreated;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantUpdated;
import com.scaiwave.admin.events.ParticipantEvent.ResponseMode;
import com.scaiwave.admin.events.ParticipantId;
import com.scaiwave.admin.events.ParticipantType;
import com.scaiwave.admin.events.Personal;
import com.scaiwave.admin.events.PlatformEvent.PersonJoined;
import com.scaiwave.admin.events.PlatformEvent.PersonLeft;
import com.scaiwave.admin.log.StoredEvent;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A participant, but for its model's switch, which is a view of its own.
 *
 * @param ours whether this API made it, and not the platform
 * @param isOn its own switch
 * @param modelVersion the version of its model's switch that {@code version} stands for
 */
public record ParticipantView(
        ParticipantId id,
        ParticipantType type,
        boolean ours,
        @Nullable String localId,
        @Nullable String displayName,
        @Nullable Personal personalName,
        @Nullable ModelSlug model,
        @Nullable String systemPrompt,
        @Nullable ResponseMode defaultResponseMode,
        boolean isOn,
        Instant createdAt,
        long modelVersion,
        long version,
        long position,
        @Nullable String searchId,
        @Nullable String searchName) {

    /** Everyone and everything in a tenant; what the platform tells of our own changes nothing. */
    public static final Fold<ParticipantView> FOLD =
            Fold.of(ParticipantView.class)
                    .begin(
                            ParticipantCreated.class,
                            e -> Key.of(e.tenant(), e.participant()),
                            ParticipantView::of)
                    .on(
                            ParticipantUpdated.class,
                            e -> Key.of(e.tenant(), e.participant()),
                            ParticipantView::apply)
                    .always(
                            PersonJoined.class,
                            e -> Key.of(e.tenant(), e.participant()),
                            (view, e, at) -> isOurs(view) ? view : of(e, at))
                    .always(
                            PersonLeft.class,
                            e -> Key.of(e.tenant(), e.participant()),
                            (view, _, _) -> isOurs(view) ? view : null);

    private static boolean isOurs(@Nullable ParticipantView view) {
        return view != null && view.ours();
    }

    static ParticipantView of(ParticipantCreated e, StoredEvent recorded) {
        return new ParticipantView(
                e.participant(),
                ParticipantType.MODEL,
                true,
                e.localId().value(),
                e.displayName(),
                null,
                e.model(),
                e.systemPrompt(),
                e.defaultResponseMode(),
                e.enabled(),
                e.createdAt(),
                e.modelVersion(),
                e.version(),
                recorded.position(),
                search(e.localId().value()),
                search(e.displayName()));
    }

    ParticipantView apply(ParticipantUpdated e, StoredEvent recorded) {
        Change<LocalId> renamed = e.localId();
        String newLocalId =
                renamed == null || renamed.now() == null ? localId : renamed.now().value();
        String newName = Change.applyNullable(e.displayName(), displayName);
        return new ParticipantView(
                id,
                type,
                ours,
                newLocalId,
                newName,
                null,
                model,
                Change.applyNullable(e.systemPrompt(), systemPrompt),
                Change.applyNullable(e.defaultResponseMode(), defaultResponseMode),
                Change.apply(e.enabled(), isOn),
                createdAt,
                e.modelVersion(),
                e.version(),
                recorded.position(),
                search(newLocalId),
                search(newName));
    }

    /** Someone whom the platform told of; who joins again has been here since then. */
    private static ParticipantView of(PersonJoined e, StoredEvent recorded) {
        return new ParticipantView(
                e.participant(),
                e.type(),
                false,
                e.localId(),
                e.displayName(),
                e.personalName(),
                null,
                null,
                null,
                true,
                recorded.metadata().occurredAt(),
                0,
                recorded.sequence() + 1,
                recorded.position(),
                search(e.localId()),
                search(e.displayName()));
    }

    /** Whether it is shown as enabled: when its own switch and its model's both are. */
    public boolean isShownEnabled(@Nullable SwitchView modelSwitch) {
        return isOn && (!ours || (modelSwitch != null && modelSwitch.enabled()));
    }

    /** The version of what is shown: while it is on, its model's switch changes that, too. */
    public long shownVersion(@Nullable SwitchView modelSwitch) {
        return isOn && modelSwitch != null
                ? version + modelSwitch.version() - modelVersion
                : version;
    }

    /** Where what is shown was changed last. */
    public long shownPosition(@Nullable SwitchView modelSwitch) {
        return isOn && modelSwitch != null ? Math.max(position, modelSwitch.position()) : position;
    }

    /** Whether a text is in the local id, or in the name of what is no human. */
    public boolean matches(String text) {
        String wanted = Objects.requireNonNull(search(text));
        return (searchId != null && searchId.contains(wanted))
                || (searchName != null && searchName.contains(wanted));
    }

    /** About how long it is as JSON. */
    public int size() {
        return (systemPrompt == null ? 0 : systemPrompt.length()) + 500;
    }

    /** How texts are compared when they are searched. */
    public static @Nullable String search(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
