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
 * A participant without its model's switch, which is a separate view.
 *
 * @param ours whether this API created it, not the platform
 * @param isOn its own switch
 * @param modelVersion the version of its model's switch that {@code version} already includes
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

    /**
     * All participants of a tenant; the platform's events about our own participants are ignored.
     */
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

    /**
     * A participant that the platform reported; if it joins again, {@code createdAt} starts anew.
     */
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

    /**
     * Whether it is shown as enabled: its own switch is on and, if it is ours, its model's switch.
     */
    public boolean isShownEnabled(@Nullable SwitchView modelSwitch) {
        return isOn && (!ours || (modelSwitch != null && modelSwitch.enabled()));
    }

    /** The version that is shown; while the participant is on, its model's switch raises it too. */
    public long shownVersion(@Nullable SwitchView modelSwitch) {
        return isOn && modelSwitch != null
                ? version + modelSwitch.version() - modelVersion
                : version;
    }

    /** The position of the last change of what is shown. */
    public long shownPosition(@Nullable SwitchView modelSwitch) {
        return isOn && modelSwitch != null ? Math.max(position, modelSwitch.position()) : position;
    }

    /** Whether the local id or, except for humans, the name contains a text; case is ignored. */
    public boolean matches(String text) {
        String wanted = Objects.requireNonNull(search(text));
        return (searchId != null && searchId.contains(wanted))
                || (searchName != null && searchName.contains(wanted));
    }

    /** An estimate of its length as JSON, in characters. */
    public int size() {
        return (systemPrompt == null ? 0 : systemPrompt.length()) + 500;
    }

    /** The form in which a search compares texts: lower case. */
    public static @Nullable String search(@Nullable String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
