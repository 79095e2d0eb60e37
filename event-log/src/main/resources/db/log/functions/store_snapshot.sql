-- Replaces a snapshot only by one with more events or of another kind, so that a node that lags
-- behind can't replace a newer one.
create or replace function store_snapshot(of text, its_kind text, its_events bigint, its_state bytea)
    returns bigint
    language sql security definer set search_path = ${schema}, pg_temp as $$
    with stored as (
        insert into snapshots as known (stream, kind, events, state)
        values (of, its_kind, its_events, its_state)
        on conflict (stream) do update
        set kind = excluded.kind, events = excluded.events, state = excluded.state
        where excluded.events > known.events or excluded.kind <> known.kind
        returning 1)
    select count(*) from stored
$$;

revoke all on function store_snapshot from public;
grant execute on function store_snapshot to ${command_role};
