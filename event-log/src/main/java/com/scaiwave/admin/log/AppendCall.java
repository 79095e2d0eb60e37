package com.scaiwave.admin.log;

import com.scaiwave.admin.events.Claim;
import com.scaiwave.admin.events.StreamId;
import com.scaiwave.admin.log.Append.Answer;
import com.scaiwave.admin.log.Append.DroppedSecret;
import com.scaiwave.admin.log.Append.Secret;
import com.scaiwave.admin.log.WaitingAppend.EncodedEvent;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Calls the log's function {@code append} for a batch, and reads its result for each append. The
 * only class that knows the function's arguments and rows.
 */
final class AppendCall {
    private static final String APPEND =
            """
            select command, outcome, first_position, detail, known_body, known_answer
            from {schema}.append(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /** The command number of the row with the log's last position before the batch. */
    private static final int HEAD = -1;

    private final LogSql sql;

    AppendCall(LogSql sql) {
        this.sql = sql;
    }

    /**
     * The result of a batch.
     *
     * @param outcomes the outcomes, in the order of the appends
     * @param before the log's last position before the batch
     * @param after the log's last position after the batch
     */
    record Result(List<Outcome> outcomes, long before, long after) {}

    /**
     * Stores a batch, except the appends that are refused.
     *
     * @param batch appends none of which reads or writes what an earlier one writes
     * @param again whether an earlier call, whose answer was lost, may have stored it already
     */
    Result run(List<WaitingAppend> batch, boolean again) {
        Map<Integer, Row> rows = new HashMap<>();
        sql.write(APPEND)
                .params(arguments(batch, again))
                .query((row, _) -> rows.put(row.getInt("command"), Row.of(row)))
                .list();
        return result(batch, rows);
    }

    private static List<Object> arguments(List<WaitingAppend> batch, boolean again) {
        List<Object> all = new ArrayList<>();
        all.add(again);
        all.add(owners(batch, WaitingAppend::conditions));
        all.add(each(batch, WaitingAppend::conditions, String[]::new, c -> c.getKey().value()));
        all.add(each(batch, WaitingAppend::conditions, Long[]::new, Map.Entry::getValue));
        addClaims(all, batch, a -> a.claims().claimed());
        all.add(each(batch, AppendCall::areLasting, Boolean[]::new, lasting -> lasting));
        addClaims(all, batch, a -> a.claims().releases());
        all.add(owners(batch, WaitingAppend::answers));
        all.add(each(batch, WaitingAppend::answers, byte[][]::new, Answer::key));
        all.add(each(batch, WaitingAppend::answers, byte[][]::new, Answer::body));
        all.add(each(batch, WaitingAppend::answers, byte[][]::new, Answer::sealed));
        all.add(each(batch, WaitingAppend::answers, String[]::new, Answer::owner));
        all.add(each(batch, WaitingAppend::answers, Long[]::new, Answer::limit));
        all.add(owners(batch, WaitingAppend::secrets));
        all.add(each(batch, WaitingAppend::secrets, String[]::new, Secret::id));
        all.add(each(batch, WaitingAppend::secrets, byte[][]::new, Secret::sealed));
        all.add(owners(batch, WaitingAppend::droppedSecrets));
        all.add(each(batch, WaitingAppend::droppedSecrets, String[]::new, DroppedSecret::id));
        all.add(owners(batch, WaitingAppend::events));
        all.add(each(batch, WaitingAppend::events, UUID[]::new, EncodedEvent::id));
        all.add(each(batch, WaitingAppend::events, String[]::new, e -> e.stream().value()));
        all.add(each(batch, WaitingAppend::events, Long[]::new, EncodedEvent::sequence));
        all.add(each(batch, WaitingAppend::events, String[]::new, e -> e.type().name()));
        all.add(each(batch, WaitingAppend::events, Integer[]::new, e -> e.type().revision()));
        all.add(each(batch, WaitingAppend::events, byte[][]::new, EncodedEvent::payload));
        all.add(each(batch, WaitingAppend::events, byte[][]::new, EncodedEvent::metadata));
        return all;
    }

    private static void addClaims(
            List<Object> all,
            List<WaitingAppend> batch,
            Function<WaitingAppend, List<Claim>> claims) {
        all.add(owners(batch, claims));
        all.add(each(batch, claims, String[]::new, Claim::storedNamespace));
        all.add(each(batch, claims, String[]::new, Claim::key));
        all.add(each(batch, claims, String[]::new, Claim::owner));
    }

    private static List<Boolean> areLasting(WaitingAppend append) {
        NetClaims claims = append.claims();
        List<Boolean> lasting = new ArrayList<>(Collections.nCopies(claims.lasting().size(), true));
        lasting.addAll(Collections.nCopies(claims.passing().size(), false));
        return lasting;
    }

    /** An array argument: one part of every item of every append. */
    private static <S, T extends @Nullable Object> T[] each(
            List<WaitingAppend> batch,
            Function<WaitingAppend, ? extends Collection<S>> items,
            IntFunction<T[]> array,
            Function<S, T> part) {
        List<T> parts = new ArrayList<>();
        for (WaitingAppend append : batch) {
            for (S item : items.apply(append)) {
                parts.add(part.apply(item));
            }
        }
        return parts.toArray(array);
    }

    /** For every item, the number of the append that it belongs to. */
    private static int[] owners(
            List<WaitingAppend> batch, Function<WaitingAppend, ? extends Collection<?>> items) {
        int[] owners = new int[batch.stream().mapToInt(a -> items.apply(a).size()).sum()];
        int next = 0;
        for (int command = 0; command < batch.size(); command++) {
            int end = next + items.apply(batch.get(command)).size();
            Arrays.fill(owners, next, end, command);
            next = end;
        }
        return owners;
    }

    /**
     * The function returns rows for the appends that it did not store by this call; the others have
     * consecutive positions.
     */
    private static Result result(List<WaitingAppend> batch, Map<Integer, Row> rows) {
        Row head = rows.get(HEAD);
        if (head == null || head.position == null) {
            throw new IllegalStateException("append did not return the log's last position");
        }
        List<Outcome> outcomes = new ArrayList<>();
        long position = head.position;
        for (int command = 0; command < batch.size(); command++) {
            Append append = batch.get(command).append();
            int events = append.events().size();
            Row row = rows.get(command);
            if (row == null) {
                outcomes.add(new Outcome.Appended(events == 0 ? null : position + 1));
                position += events;
            } else {
                outcomes.add(row.outcome(append));
            }
        }
        return new Result(outcomes, head.position, position);
    }

    /** A row of the result, for one command of a batch. */
    private record Row(
            String outcome,
            @Nullable Long position,
            @Nullable String detail,
            byte @Nullable [] body,
            byte @Nullable [] sealed) {

        static Row of(ResultSet row) throws SQLException {
            return new Row(
                    row.getString("outcome"),
                    row.getObject("first_position", Long.class),
                    row.getString("detail"),
                    row.getBytes("known_body"),
                    row.getBytes("known_answer"));
        }

        Outcome outcome(Append append) {
            return switch (outcome) {
                case "appended" -> new Outcome.Appended(position);
                case "conflict" -> new Outcome.Conflict(new StreamId(detail()));
                case "taken" -> new Outcome.Taken(detail());
                case "full" -> new Outcome.AnswersFull();
                case "answered" -> answered(append);
                default -> throw new IllegalStateException("append answered " + outcome);
            };
        }

        /** If the stored answer is this append's own, an earlier attempt has stored the append. */
        private Outcome answered(Append append) {
            if (body == null || sealed == null) {
                throw new IllegalStateException("a stored answer is empty");
            }
            Answer own = append.answer();
            if (own != null && Arrays.equals(own.sealed(), sealed)) {
                return new Outcome.Appended(
                        position == null ? null : position - append.events().size() + 1);
            }
            return new Outcome.Answered(body, sealed, position);
        }

        @Override
        public String detail() {
            if (detail == null) {
                throw new IllegalStateException("append did not return what is in conflict");
            }
            return detail;
        }
    }
}
