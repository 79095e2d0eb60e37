package com.scaiwave.admin.query.stats;

import com.scaiwave.admin.query.read.Reads;
import com.scaiwave.admin.query.stats.Stats.AiUsage;
import com.scaiwave.admin.query.stats.Stats.Participants;
import com.scaiwave.admin.query.stats.Stats.Rooms;
import com.scaiwave.admin.query.stats.Stats.Storage;
import com.scaiwave.admin.query.stats.Stats.Usage;
import com.scaiwave.admin.views.StatsViews;
import com.scaiwave.admin.web.answer.Answers;
import com.scaiwave.admin.web.answer.ApiJson;
import com.scaiwave.admin.web.edge.Call;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
record StatsApi(Reads reads, StatsProjection projection, Clock clock) {
    private static final String ROOMS =
            "select type, state, count(*) as n from {schema}.rooms where tenant = ? group by type, state";
    private static final String MEMBERS =
            "select type, count(*) as n from {schema}.members where tenant = ? group by type";
    private static final String USAGE =
            """
            select model, requests, input_tokens, output_tokens
            from {schema}.usage where tenant = ? and month = ?
            """;
    private static final String STORAGE = "select bytes from {schema}.storage where tenant = ?";
    private static final String LIMITS =
            "select tokens, bytes from {schema}.limits where tenant = ?";

    @GetMapping("/v1/admin/stats")
    ResponseEntity<byte[]> get(Call call) {
        String wanted = call.parameter("month");
        String month =
                wanted == null ? YearMonth.now(clock.withZone(ZoneOffset.UTC)).toString() : wanted;
        String tenant = call.tenant().id().value();
        Stats stats = reads.now(projection, call.tenants(), sql -> stats(sql, tenant, month));
        return Answers.resource(call, stats, digest(stats), Map.of("month", month));
    }

    private static Stats stats(JdbcClient sql, String tenant, String month) {
        Limits limits =
                sql.sql(LIMITS)
                        .param(tenant)
                        .query((row, _) ->
                                new Limits(
                                        row.getObject("tokens", Long.class),
                                        row.getObject("bytes", Long.class)))
                        .optional()
                        .orElse(new Limits(null, null));
        long bytes = sql.sql(STORAGE).param(tenant).query(Long.class).optional().orElse(0L);
        return new Stats(
                rooms(sql, tenant),
                participants(sql, tenant),
                usage(sql, tenant, month, limits.tokens()),
                new Storage(bytes, limits.bytes()));
    }

    private static Rooms rooms(JdbcClient sql, String tenant) {
        Map<String, Long> byState = new TreeMap<>();
        NavigableMap<String, Long> byType = new TreeMap<>();
        sql.sql(ROOMS)
                .param(tenant)
                .query(row -> {
                    byState.merge(row.getString("state"), row.getLong("n"), Long::sum);
                    byType.merge(row.getString("type"), row.getLong("n"), Long::sum);
                });
        return new Rooms(
                total(byState),
                byState.getOrDefault("open", 0L),
                byState.getOrDefault("archived", 0L),
                byState.getOrDefault("closed", 0L),
                byType);
    }

    private static Participants participants(JdbcClient sql, String tenant) {
        NavigableMap<String, Long> byType = new TreeMap<>();
        sql.sql(MEMBERS)
                .param(tenant)
                .query(row -> {
                    byType.put(row.getString("type"), row.getLong("n"));
                });
        return new Participants(total(byType), byType);
    }

    private static AiUsage usage(
            JdbcClient sql, String tenant, String month, @Nullable Long limit) {
        NavigableMap<String, Usage> byModel = new TreeMap<>();
        sql.sql(USAGE)
                .params(tenant, month)
                .query(row -> {
                    byModel.put(
                            row.getString("model"),
                            new Usage(
                                    row.getLong("requests"),
                                    row.getLong("input_tokens"),
                                    row.getLong("output_tokens")));
                });
        return new AiUsage(
                month,
                byModel.values().stream().mapToLong(Usage::requests).reduce(0, StatsViews::sum),
                byModel.values().stream().mapToLong(Usage::inputTokens).reduce(0, StatsViews::sum),
                byModel.values().stream().mapToLong(Usage::outputTokens).reduce(0, StatsViews::sum),
                limit,
                byModel);
    }

    private static long total(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The ETag: a digest of the contents, because the counts have no version. */
    private static String digest(Stats stats) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(ApiJson.mapper().writeValueAsBytes(stats));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Limits(@Nullable Long tokens, @Nullable Long bytes) {}
}
