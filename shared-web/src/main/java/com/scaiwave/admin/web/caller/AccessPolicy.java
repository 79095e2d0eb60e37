package com.scaiwave.admin.web.caller;

import com.scaiwave.admin.events.PartnerId;
import com.scaiwave.admin.web.caller.Caller.Kind;
import com.scaiwave.admin.web.caller.Directory.Tenant;
import com.scaiwave.admin.web.document.Operation;
import com.scaiwave.admin.web.document.Operation.Access;
import com.scaiwave.admin.web.document.Operation.TenantMode;
import com.scaiwave.admin.web.refusal.ErrorCode;
import com.scaiwave.admin.web.refusal.Refusal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which caller may do what to which tenant: the contract's table of principals. A resource that is
 * out of reach and one that does not exist get the same error code, so a caller can't tell them
 * apart.
 */
public final class AccessPolicy {
    private static final String HEADER = "X-Tenant-Id";

    private final Directory directory;

    public AccessPolicy(Directory directory) {
        this.directory = directory;
    }

    /** The caller that a token describes. */
    public Caller caller(TokenClaims claims) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        PartnerId partner = null;
        if (claims.roles().contains("super_admin")) {
            kinds.add(Kind.OPERATOR);
        }
        if (claims.roles().contains("partner_admin")
                && claims.partner() != null
                && directory.lineage(claims.partner()) != null) {
            kinds.add(Kind.PARTNER_ADMIN);
            partner = new PartnerId(claims.partner());
        }
        if (claims.roles().contains("tenant_admin")
                || claims.permissions().contains("admin:access")) {
            kinds.add(Kind.ADMIN);
        }
        if (claims.permissions().contains("platform:ingest")) {
            kinds.add(Kind.SERVICE);
        }
        return new Caller(claims.subject(), claims.actorType(), kinds, claims.tenant(), partner);
    }

    /** Refuses with 403 a caller that is none of the principals in {@code access}. */
    public void checkAccess(Caller caller, Access access) {
        boolean allowed =
                switch (access) {
                    case PUBLIC -> true;
                    case ADMIN ->
                            caller.is(Kind.OPERATOR)
                                    || caller.is(Kind.PARTNER_ADMIN)
                                    || (caller.is(Kind.ADMIN) && caller.tenant() != null);
                    case OPERATOR -> caller.is(Kind.OPERATOR);
                    case PARTNER_ADMIN -> caller.is(Kind.OPERATOR) || caller.is(Kind.PARTNER_ADMIN);
                    case SERVICE -> caller.is(Kind.OPERATOR) || caller.is(Kind.SERVICE);
                };
        if (!allowed) {
            throw forbidden();
        }
    }

    /** Refuses with 403 a caller that is no principal at all. */
    public void checkAnyAccess(Caller caller) {
        if (caller.kinds().isEmpty()) {
            throw forbidden();
        }
    }

    /** Refuses with 403 a header that names a tenant out of the caller's reach, existing or not. */
    public void checkTenantHeader(Caller caller, @Nullable String named) {
        if (named == null || caller.is(Kind.OPERATOR) || isOwn(caller, named)) {
            return;
        }
        if (!isInFleet(caller, named)) {
            throw new Refusal(
                    ErrorCode.SW_AUTH_TENANT_MISMATCH, "The tenant is not one of the caller's.");
        }
    }

    /** Refuses with 400 if the operation needs a tenant and neither header nor token names one. */
    public void checkTenantNamed(Caller caller, Operation operation, @Nullable String named) {
        if (operation.tenant() == TenantMode.ONE && named == null && caller.tenant() == null) {
            throw Refusal.invalid(HEADER, "is required for a caller without a tenant");
        }
    }

    /**
     * The tenants that the request acts on.
     *
     * @throws Refusal 404 if the tenant does not exist or is out of reach
     */
    public TenantSet tenants(Caller caller, Operation operation, @Nullable String named) {
        String id = named == null ? caller.tenant() : named;
        Tenant tenant = id == null ? null : directory.tenant(id);
        if (id != null && tenant == null) {
            throw tenantNotFound();
        }
        if (operation.tenant() == TenantMode.NONE || tenant == null) {
            PartnerId partner = caller.partner();
            return caller.is(Kind.OPERATOR) || partner == null
                    ? new TenantSet.All()
                    : new TenantSet.Fleet(partner);
        }
        if (!isOwn(caller, tenant.id().value()) && isOutOfReach(caller, tenant.partners())) {
            throw tenantNotFound();
        }
        return new TenantSet.One(tenant);
    }

    /**
     * A partner that the caller may see, after the partners above it.
     *
     * @throws Refusal 404 if it does not exist or is out of reach
     */
    public List<PartnerId> partner(Caller caller, String id) {
        List<PartnerId> lineage = directory.lineage(id);
        if (lineage == null || isOutOfReach(caller, lineage)) {
            throw partnerNotFound();
        }
        return lineage;
    }

    /**
     * A tenant that the caller may see.
     *
     * @throws Refusal 404 if it does not exist or is out of reach
     */
    public Tenant tenant(Caller caller, String id) {
        Tenant tenant = directory.tenant(id);
        if (tenant == null || isOutOfReach(caller, tenant.partners())) {
            throw tenantNotFound();
        }
        return tenant;
    }

    /** Whether a resource below these partners is in the caller's fleet. */
    public static boolean reaches(Caller caller, List<PartnerId> partners) {
        PartnerId partner = caller.partner();
        return caller.is(Kind.OPERATOR) || (partner != null && partners.contains(partner));
    }

    /**
     * Reads a stream without events, so that a resource out of reach takes as long as an absent
     * one.
     */
    private boolean isOutOfReach(Caller caller, List<PartnerId> partners) {
        if (reaches(caller, partners)) {
            return false;
        }
        directory.readEmptyStream();
        return true;
    }

    private static boolean isOwn(Caller caller, String tenant) {
        return (caller.is(Kind.ADMIN) || caller.is(Kind.SERVICE)) && tenant.equals(caller.tenant());
    }

    private boolean isInFleet(Caller caller, String id) {
        Tenant tenant = caller.is(Kind.PARTNER_ADMIN) ? directory.tenant(id) : null;
        return tenant != null && !isOutOfReach(caller, tenant.partners());
    }

    public static Refusal partnerNotFound() {
        return new Refusal(ErrorCode.SW_PARTNER_NOT_FOUND, "There is no such partner.");
    }

    public static Refusal tenantNotFound() {
        return new Refusal(ErrorCode.SW_TENANT_NOT_FOUND, "There is no such tenant.");
    }

    private static Refusal forbidden() {
        return new Refusal(
                ErrorCode.SW_AUTH_INSUFFICIENT_PERMISSION, "The caller may not do this.");
    }
}
