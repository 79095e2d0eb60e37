-- Deletes the answers that are older than an interval, and none that is younger than 24 hours, for
-- which the contract promises them. The totals are updated last, and under the append lock: so this
-- can't deadlock with an append, and holds the lock only briefly.
create or replace function forget_answers(older_than interval) returns bigint
    language plpgsql security definer set search_path = ${schema}, pg_temp as $$
declare
    owners    text[];
    freed     bigint[];
    forgotten bigint;
begin
    with gone as (
        delete from answers
        where created_at < clock_timestamp() - greatest(older_than, interval '24 hours')
        returning owner, answer_size(answer) as size),
    by_owner as (
        select g.owner, sum(g.size)::bigint as size, count(*) as n from gone g group by g.owner)
    select array_agg(b.owner), array_agg(b.size), coalesce(sum(b.n), 0)
    into owners, freed, forgotten
    from by_owner b;
    perform pg_advisory_xact_lock('${schema}.events'::regclass::oid::bigint);
    update answer_totals t set bytes = t.bytes - f.size
    from unnest(owners, freed) as f(owner, size)
    where t.owner = f.owner;
    delete from answer_totals where bytes <= 0;
    return forgotten;
end
$$;

revoke all on function forget_answers from public;
grant execute on function forget_answers to ${command_role};
