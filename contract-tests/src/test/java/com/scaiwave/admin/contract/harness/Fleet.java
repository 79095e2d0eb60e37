package com.scaiwave.admin.contract.harness;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Fresh partners and tenants, made by the operator, so that no test disturbs another. */
public final class Fleet {

    /** A partner, with its clients, partners and tenants. */
    public record Partner(String id, String slug, @Nullable String parentId) {

        public Api admin() {
            return Api.bearer(Tokens.partnerAdmin(id));
        }

        public String path() {
            return "/v1/admin/partners/" + id;
        }

        /** A new partner below this one. */
        public Partner below() {
            return Fleet.partner(id);
        }

        /** A new tenant of this partner. */
        public Tenant tenant() {
            String slug = Fleet.slug();
            JsonNode data =
                    operator()
                            .post("/v1/admin/tenants")
                            .json(
                                    Json.object(
                                            "slug",
                                            slug,
                                            "name",
                                            "Tenant " + slug,
                                            "partner_id",
                                            id))
                            .sendPatiently()
                            .expect(201)
                            .data();
            return new Tenant(data.get("id").asString(), slug, this);
        }
    }

    /** A tenant, with its clients and models. */
    public record Tenant(String id, String slug, Partner partner) {

        public Api admin() {
            return Api.bearer(Tokens.admin(id));
        }

        /** An admin with this name. */
        public Api admin(String sub) {
            return Api.bearer(Tokens.admin(id, sub));
        }

        public Api nobody() {
            return Api.bearer(Tokens.nobody(id));
        }

        /** The operator, naming this tenant. */
        public Api operator() {
            return Fleet.operator().on(id);
        }

        /** Enables this many models, and returns their slugs. */
        public List<String> enableModels(int count) {
            List<String> slugs = Fleet.modelSlugs(count);
            slugs.forEach(slug ->
                    admin().post("/v1/admin/models/" + slug + "/enable").send().expect(200));
            return slugs;
        }
    }

    /** The catalog is configured, so it stays the same. */
    private static final Map<URI, List<String>> CATALOG = new ConcurrentHashMap<>();

    private Fleet() {}

    public static Api operator() {
        return Api.bearer(Tokens.operator());
    }

    public static Api service() {
        return Api.bearer(Tokens.service());
    }

    /** A new partner with none above it, without limits. */
    public static Partner partner() {
        return partner(null);
    }

    /** A new tenant of a new partner. */
    public static Tenant tenant() {
        return partner().tenant();
    }

    /** A slug that is not taken. */
    public static String slug() {
        return "t" + UUID.randomUUID().toString().replace("-", "");
    }

    /** The first slugs of the catalog, in the catalog's order. */
    public static List<String> modelSlugs(int count) {
        List<String> slugs = CATALOG.computeIfAbsent(Deployment.address(), _ -> catalog());
        if (slugs.size() < count) {
            throw new AssertionError("The catalog has only " + slugs);
        }
        return slugs.subList(0, count);
    }

    private static List<String> catalog() {
        return operator()
                .on("tnt_demo")
                .read("/v1/admin/models/catalog")
                .data()
                .valueStream()
                .filter(model -> !model.get("status").asString().equals("missing"))
                .map(model -> model.get("slug").asString())
                .toList();
    }

    private static Partner partner(@Nullable String parentId) {
        String slug = slug();
        JsonNode data =
                operator()
                        .post("/v1/admin/partners")
                        .json(
                                Json.object(
                                        "slug",
                                        slug,
                                        "name",
                                        "Partner " + slug,
                                        "contact_email",
                                        "ops@" + slug + ".example",
                                        "parent_partner_id",
                                        parentId))
                        .sendPatiently()
                        .expect(201)
                        .data();
        return new Partner(data.get("id").asString(), slug, parentId);
    }
}
