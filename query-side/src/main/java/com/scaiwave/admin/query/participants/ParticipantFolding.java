package com.scaiwave.admin.query.participants;

import com.scaiwave.admin.events.Event;
import com.scaiwave.admin.events.ParticipantEvent;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantCreated;
import com.scaiwave.admin.events.ParticipantEvent.ParticipantUpdated;
import com.scaiwave.admin.events.PlatformEvent.PersonJoined;
import com.scaiwave.admin.events.PlatformEvent.PersonLeft;
import com.scaiwave.admin.log.Recorded;
import com.scaiwave.admin.query.projection.Folding;
import com.scaiwave.admin.query.projection.Key;
import com.scaiwave.admin.query.shared.ParticipantView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everyone and everything in a tenant; what the platform tells of our own changes nothing. */
final class ParticipantFolding implements Folding<ParticipantView> {
    @Override
    public Class<ParticipantView> type() {
        return ParticipantView.class;
    }

    @Override
    public List<Key> touched(Event event) {
        return switch (event) {
            case ParticipantEvent e -> List.of(Key.of(e.tenant(), e.participant()));
            case PersonJoined e -> List.of(Key.of(e.tenant(), e.participant()));
            case PersonLeft e -> List.of(Key.of(e.tenant(), e.participant()));
            default -> List.of();
        };
    }

    @Override
    public @Nullable ParticipantView apply(
            Key key, @Nullable ParticipantView view, Recorded recorded) {
        boolean ours = view != null && view.ours();
        return switch (recorded.event()) {
            case ParticipantCreated e -> ParticipantView.of(e, recorded.position());
            case ParticipantUpdated e when view != null -> view.apply(e, recorded.position());
            case PersonJoined e when !ours -> ParticipantView.of(e, recorded);
            case PersonLeft _ when !ours -> null;
            default -> view;
        };
    }
}
