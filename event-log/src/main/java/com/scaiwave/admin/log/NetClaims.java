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
 * The net effect of the events of one append on the names that they claim and release, however
 * often a name changes its owner among them.
 *
 * @param lasting claims that are held after all events; if two events claim the same name, both
 *     claims are here, and the log refuses them
 * @param passing names that are claimed and released within the append, one claim each; no other
 *     owner may hold them before
 * @param releases names that are released, with their previous owners
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
        return names.computeIfAbsent(claim.storedNamespace() + " " + claim.key(), _ -> new Name());
    }

    /** The state of one name after some of the events. */
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

    /** The claims that are checked: the lasting ones, then the passing ones. */
    List<Claim> claimed() {
        if (passing.isEmpty()) {
            return lasting;
        }
        List<Claim> claimed = new ArrayList<>(lasting);
        claimed.addAll(passing);
        return claimed;
    }

    /** All names that the append writes, to find other appends that write them. */
    Set<Claim> all() {
        Set<Claim> all = new LinkedHashSet<>(lasting);
        all.addAll(passing);
        all.addAll(releases);
        return all;
    }
}
