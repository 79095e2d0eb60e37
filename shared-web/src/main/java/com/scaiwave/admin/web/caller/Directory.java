package com.scaiwave.admin.web.caller;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.scaiwave.admin.events.PartnerEvent.PartnerCreated;
import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.events.TenantEvent.TenantCreated;
import com.scaiwave.admin.events.TenantId;
import com.scaiwave.admin.log.EventLog;
import com.scaiwave.admin.log.StoredEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Looks up tenants and partners, and the partners whose fleets they are in. All of it is in the
 * first event of a stream, which never changes. So a result is cached; an id that was not found is
 * looked up again.
 */
public final class Directory {
    private static final StreamId NOWHERE = new StreamId("nowhere");

    private final EventLog log;
    private final Cache<TenantId, Tenant> tenants =
            Caffeine.newBuilder().executor(Runnable::run).maximumSize(100_000).build();
    private final Cache<PartnerId, List<PartnerId>> partners =
            Caffeine.newBuilder().executor(Runnable::run).maximumSize(100_000).build();

    public Directory(EventLog log) {
        this.log = log;
        log.onRestart(this::evict);
    }

    private void evict() {
        tenants.invalidateAll();
        partners.invalidateAll();
    }

    /** The tenant with an id; null if there is none or the text is not a valid id. */
    public @Nullable Tenant tenant(String id) {
        return TenantId.FORM.fits(id)
                ? remembered(tenants, new TenantId(id), this::loadTenant)
                : null;
    }

    /** The partners from the top down to this one; null if there is no such partner. */
    public @Nullable List<PartnerId> lineage(String id) {
        return PartnerId.FORM.fits(id)
                ? remembered(partners, new PartnerId(id), this::loadPartner)
                : null;
    }

    /**
     * Reads a stream that never has events. It is called for what is out of the caller's reach, so
     * that the refusal takes as long as for what does not exist.
     */
    void readEmptyStream() {
        log.readStream(NOWHERE, 0, 1);
    }

    private static <K, V> @Nullable V remembered(
            Cache<K, V> cache, K key, Function<K, @Nullable V> load) {
        V known = cache.getIfPresent(key);
        if (known == null) {
            known = load.apply(key);
            if (known != null) {
                cache.put(key, known);
            }
        }
        return known;
    }

    private @Nullable Tenant loadTenant(TenantId id) {
        return log.readStream(StreamId.tenant(id), 0, 1).stream()
                .map(StoredEvent::event)
                .filter(TenantCreated.class::isInstance)
                .map(TenantCreated.class::cast)
                .findFirst()
                .map(e -> new Tenant(id, e.partners()))
                .orElse(null);
    }

    private @Nullable List<PartnerId> loadPartner(PartnerId id) {
        return log.readStream(StreamId.partner(id), 0, 1).stream()
                .map(StoredEvent::event)
                .filter(PartnerCreated.class::isInstance)
                .map(PartnerCreated.class::cast)
                .findFirst()
                .map(e -> lineage(e.ancestors(), id))
                .orElse(null);
    }

    private static List<PartnerId> lineage(List<PartnerId> ancestors, PartnerId id) {
        List<PartnerId> lineage = new ArrayList<>(ancestors);
        lineage.add(id);
        return List.copyOf(lineage);
    }

    /**
     * A tenant that exists.
     *
     * @param partners the partners whose fleets it is in, from the top
     */
    public record Tenant(TenantId id, List<PartnerId> partners) {
        public Tenant {
            partners = List.copyOf(partners);
        }
    }
}
