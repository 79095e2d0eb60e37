package com.scaiwave.admin.log.follow;

import com.scaiwave.admin.events.EventType;
import com.scaiwave.admin.log.Checkpoint;
import com.scaiwave.admin.log.StoredEvent;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.NullMarked;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;

/** A minimal follower: counts events by type, in a table beside its checkpoint. */
@NullMarked
record Counts(String name, DataSource dataSource) implements Follower, Storage<Counts> {
    @Override
    public Lease<Counts> lease(Collection<Counts> followers, Patience patience) {
        return new Counting(this, Transaction.begin(dataSource));
    }

    private record Counting(Counts counts, Transaction transaction) implements Lease<Counts> {
        @Override
        public Map<Counts, FollowerCheckpoint> checkpoints() {
            return sql("select position, event_id from checkpoint for update")
                    .query((row, _) -> new Checkpoint(row.getLong(1), row.getObject(2, UUID.class)))
                    .optional()
                    .map(checkpoint -> Map.of(counts, FollowerCheckpoint.at(checkpoint)))
                    .orElseThrow();
        }

        @Override
        public void handle(Counts counts, List<StoredEvent> events) {
            String count =
                    "insert into counts values (?, 1) on conflict (type) do update set n = counts.n + 1";
            events.forEach(e -> sql(count).param(EventType.of(e.event()).name()).update());
        }

        @Override
        public void commit(Map<Counts, Checkpoint> reached) {
            String advance = "update checkpoint set position = ?, event_id = ?";
            reached.forEach((_, t) -> sql(advance).param(t.position()).param(t.event()).update());
            transaction.commit();
        }

        @Override
        public void close() {
            transaction.close();
        }

        private StatementSpec sql(String statement) {
            return transaction.sql().sql(statement);
        }
    }
}
