package com.scaiwave.admin.crud;

import com.scaiwave.admin.crud.AiConfig.Template;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The table of AI configurations, and the audit table of its writes. */
@Repository
class AiConfigs {
    private static final String FIND =
            """
            select default_model, enabled_models, templates, auth_mode, version
            from ai_config where tenant_id = ?
            """;
    private static final String UPDATE =
            """
            update ai_config set default_model = ?, enabled_models = ?::jsonb, templates = ?::jsonb,
                auth_mode = ?, version = version + 1, updated_at = now()
            where tenant_id = ? and version = ?
            """;
    private static final String AUDIT =
            """
            insert into audit (tenant_id, actor_id, action, resource_type, resource_id, request_id,
                ip, user_agent, before, after, version)
            values (?, ?, 'ai_config.update', 'ai_config', ?, ?, ?, ?, ?::jsonb, ?::jsonb, ?)
            """;
    private static final TypeReference<List<String>> MODELS = new TypeReference<>() {};
    private static final TypeReference<List<Template>> TEMPLATES = new TypeReference<>() {};

    private final JdbcClient sql;
    private final JsonMapper json;

    AiConfigs(JdbcClient sql, JsonMapper json) {
        this.sql = sql;
        this.json = json;
    }

    Stored find(String tenant) {
        return sql.sql(FIND)
                .param(tenant)
                .query((row, _) ->
                        new Stored(
                                new AiConfig(
                                        row.getString("default_model"),
                                        json.readValue(row.getString("enabled_models"), MODELS),
                                        json.readValue(row.getString("templates"), TEMPLATES),
                                        row.getString("auth_mode"),
                                        null),
                                row.getLong("version")))
                .optional()
                .orElseThrow(() -> new Refused(404, "There is no such tenant."));
    }

    /**
     * Replaces a configuration, and records that in the audit; a write that changes nothing is not
     * recorded.
     */
    @Transactional
    public Written replace(Caller caller, @Nullable String ifMatch, AiConfig config) {
        Stored before = find(caller.tenant());
        if (ifMatch != null && !ifMatch.equals("\"" + before.version() + "\"")) {
            throw new Refused(412, "The configuration has another version.");
        }
        if (before.config().equals(config)) {
            return new Written(false, before.version());
        }
        int updated =
                sql.sql(UPDATE)
                        .param(config.defaultModel())
                        .param(json.writeValueAsString(config.enabledModels()))
                        .param(json.writeValueAsString(config.systemPromptTemplates()))
                        .param(config.scaigridAuthMode())
                        .param(caller.tenant())
                        .param(before.version())
                        .update();
        if (updated == 0) {
            throw new Refused(409, "The configuration was changed meanwhile.");
        }
        sql.sql(AUDIT)
                .param(caller.tenant())
                .param(caller.subject())
                .param(caller.tenant())
                .param(caller.requestId())
                .param(caller.ip())
                .param(caller.userAgent())
                .param(json.writeValueAsString(before.config()))
                .param(json.writeValueAsString(config))
                .param(before.version() + 1)
                .update();
        return new Written(true, before.version() + 1);
    }

    /** A configuration and its version. */
    record Stored(AiConfig config, long version) {}

    /** The result of a write. */
    record Written(boolean changed, long version) {}
}
