package com.scaiwave.admin.log;

import com.scaiwave.admin.events.Claim;
import com.scaiwave.admin.events.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;

/**
 * What the events of one append come to for the names that they take and give free, however often a
 * name is handed on among them.
 *
 * @param lasting names that are taken when all events are recorded; of a conflict among the events
 *     both claims are here, and the log refuses them
 * @param passing names taken and freed within the append, one claim each: none may be another
 *     owner's before
 * @param releases names with those owners that give them free
 */
record NetClaims(List<Claim> lasting, List<Claim> passing, List<Claim> releases) {
    static NetClaims of(List<Event> events) {
        Map<String, Name> names = new LinkedHashMap<>();
        for (Event event : events) {
            event.releases().forEach(c -> name(names, c).release(c));
            event.claims().forEach(c -> name(names, c).claim(c));
        }
        List<Claim> lasting = new ArrayList<>();
        List<Claim> passing = new ArrayList<>();
        List<Claim> releases = new ArrayList<>();
        for (Name name : names.values()) {
            lasting.addAll(name.held);
            if (name.held.isEmpty() && name.claimed) {
                passing.add(name.released.getLast());
            }
            name.held.forEach(name.released::remove);
            releases.addAll(name.released);
        }
        return new NetClaims(List.copyOf(lasting), List.copyOf(passing), List.copyOf(releases));
    }

    private static Name name(Map<String, Name> names, Claim claim) {
        return names.computeIfAbsent(claim.storedScope() + " " + claim.key(), _ -> new Name());
    }

    /** One name, as far as the events have come. */
    private static final class Name {
        private final List<Claim> held = new ArrayList<>();
        private final SequencedSet<Claim> released = new LinkedHashSet<>();
        private boolean claimed;

        void claim(Claim claim) {
            claimed = true;
            if (claim.owner().isEmpty() || !held.contains(claim)) {
                held.add(claim);
            }
        }

        void release(Claim claim) {
            held.remove(claim);
            released.add(claim);
        }
    }

    /** All names, for what else writes them. */
    Set<Claim> all() {
        Set<Claim> all = new LinkedHashSet<>(lasting);
        all.addAll(passing);
        all.addAll(releases);
        return all;
    }
}
