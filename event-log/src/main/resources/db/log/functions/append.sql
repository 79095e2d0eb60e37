-- The only way into the log: the appends of many commands in one call, with one lock, one round trip
-- and one commit. The append of a command is stored as a whole or not at all, and has an outcome of
-- its own; one that is refused leaves no trace and stops no other. The caller guarantees that no
-- command reads or writes what an earlier command of the call writes.
--
-- Most appends have conditions and events, and nothing else, so the steps for empty arrays are
-- skipped. If no append is refused, the events are stored in the order in which they came. A name may
-- change its owner any number of times within one append; only its owners before and after the append
-- are checked. An answer counts against its owner's quota.
--
-- Each statement below sees what was committed before it began, so the head is read after the lock
-- was granted and not before.
create or replace function append(
    again               boolean,
    condition_commands  int[],
    condition_streams   text[],
    condition_sequences bigint[],
    claim_commands      int[],
    claim_namespaces    text[],
    claim_keys          text[],
    claim_owners        text[],
    claim_lasting       boolean[],
    release_commands    int[],
    release_namespaces  text[],
    release_keys        text[],
    release_owners      text[],
    answer_commands     int[],
    answer_keys         bytea[],
    answer_bodies       bytea[],
    answers_sealed      bytea[],
    answer_owners       text[],
    answer_limits       bigint[],
    secret_commands     int[],
    secret_ids          text[],
    secret_values       bytea[],
    dropped_commands    int[],
    dropped_secrets     text[],
    event_commands      int[],
    event_ids           uuid[],
    event_streams       text[],
    event_sequences     bigint[],
    event_types         text[],
    event_revisions     int[],
    event_payloads      bytea[],
    event_metadata      bytea[]
) returns table (
    command        int,
    outcome        text,
    first_position bigint,
    detail         text,
    known_body     bytea,
    known_answer   bytea
) language plpgsql security definer
    set search_path = ${schema}, pg_temp
    -- One cached plan for all batches, with index lookups only: a plan that was made while a table
    -- was small is kept when the table has grown.
    set plan_cache_mode = force_generic_plan
    set enable_seqscan = off
    set enable_hashjoin = off
    set enable_mergejoin = off
as $$
#variable_conflict use_column
declare
    settled int[] := '{}';
    head    bigint;
    now_    timestamptz;
begin
    perform pg_advisory_xact_lock('${schema}.events'::regclass::oid::bigint);

    -- Commands that are settled without storing anything, by the first reason that applies.

    -- A writer that lost its connection retries with the same event ids.
    if again then
        outcome := 'appended';
        for command, first_position in
            select n.command, min(e.position)
            from unnest(event_commands, event_ids) as n(command, event_id)
            join events e on e.event_id = n.event_id
            group by n.command
        loop
            settled := settled || command;
            return next;
        end loop;
    end if;
    if cardinality(answer_commands) > 0 then
        outcome := 'answered';
        for command, first_position, known_body, known_answer in
            select k.command, a.position, a.body, a.answer
            from unnest(answer_commands, answer_keys) as k(command, key)
            join answers a on a.key = k.key
            where k.command <> all (settled)
        loop
            settled := settled || command;
            return next;
        end loop;
    end if;
    first_position := null;
    known_body := null;
    known_answer := null;
    -- A stream of n events has not grown if exactly one event has a sequence of n - 1 or more, since
    -- sequences are dense; an empty one, if there is none. max(sequence) reads all of the stream's
    -- entries on a page of the index, which took two and a half times as long.
    outcome := 'conflict';
    for command, detail in
        select c.command, min(c.stream)
        from unnest(condition_commands, condition_streams, condition_sequences)
            as c(command, stream, sequence)
        where (c.sequence > 0)::int <> (
            select count(*)
            from (select from events e
                  where e.stream = c.stream and e.sequence >= c.sequence - 1
                  order by e.sequence limit 2) as last)
          and c.command <> all (settled)
        group by c.command
    loop
        settled := settled || command;
        return next;
    end loop;
    if cardinality(claim_commands) > 0 then
        outcome := 'taken';
        for command, detail in
            select t.command, min(t.namespace)
            from (
                select w.command, w.namespace
                from unnest(claim_commands, claim_namespaces, claim_keys, claim_owners)
                    as w(command, namespace, key, owner)
                join claims c on c.namespace = w.namespace and c.key = w.key
                where w.owner = ''
                   or (c.owner <> w.owner
                       -- No conflict if the same append releases the name from its owner.
                       and not exists (
                           select from unnest(release_commands, release_namespaces, release_keys,
                                              release_owners) as r(command, namespace, key, owner)
                           where r.command = w.command and r.key = w.key and r.owner = c.owner
                             and r.namespace = w.namespace))
                union all
                -- Taken as well if the append itself leaves a name with two owners.
                select w.command, w.namespace
                from unnest(claim_commands, claim_namespaces, claim_keys, claim_owners, claim_lasting)
                    as w(command, namespace, key, owner, lasting)
                where w.lasting
                group by w.command, w.namespace, w.key
                having min(w.owner) <> max(w.owner) or (count(*) > 1 and min(w.owner) = '')
            ) as t
            where t.command <> all (settled)
            group by t.command
        loop
            settled := settled || command;
            return next;
        end loop;
    end if;

    if cardinality(answer_commands) > 0 then
        first_position := null;
        known_body := null;
        known_answer := null;
        detail := null;
        outcome := 'full';
        for command in
            select a.command
            from (select u.command, u.owner, u.most,
                         sum(answer_size(u.sealed)) over (partition by u.owner order by u.command)
                             as size
                  from unnest(answer_commands, answers_sealed, answer_owners, answer_limits)
                      as u(command, sealed, owner, most)
                  where u.command <> all (settled)) as a
            left join answer_totals t on t.owner = a.owner
            where a.size + coalesce(t.bytes, 0) > a.most
        loop
            settled := settled || command;
            return next;
        end loop;
    end if;

    if cardinality(release_commands) > 0 then
        delete from claims c
        using unnest(release_commands, release_namespaces, release_keys, release_owners)
            as r(command, namespace, key, owner)
        where c.namespace = r.namespace and c.key = r.key and c.owner = r.owner
          and r.command <> all (settled);
    end if;
    if cardinality(claim_commands) > 0 then
        insert into claims (namespace, key, owner)
        select w.namespace, w.key, w.owner
        from unnest(claim_commands, claim_namespaces, claim_keys, claim_owners, claim_lasting)
            as w(command, namespace, key, owner, lasting)
        where w.lasting and w.command <> all (settled)
        on conflict do nothing;
    end if;
    if cardinality(dropped_commands) > 0 then
        delete from secrets s
        using unnest(dropped_commands, dropped_secrets) as d(command, id)
        where s.secret_id = d.id and d.command <> all (settled);
    end if;
    if cardinality(secret_commands) > 0 then
        insert into secrets (secret_id, sealed)
        select s.id, s.sealed
        from unnest(secret_commands, secret_ids, secret_values) as s(command, id, sealed)
        where s.command <> all (settled);
    end if;

    select e.position, e.recorded_at into head, now_ from events e order by e.position desc limit 1;
    head := coalesce(head, 0);
    if cardinality(event_commands) > 0 then
        -- Strictly rising, whatever the clock does: an instant names one position for ever.
        now_ := greatest(clock_timestamp(), coalesce(now_ + interval '1 microsecond', '-infinity'));
        if settled = '{}' and array_position(event_sequences, null) is null then
            insert into events
            select head + n.place, n.event_id, n.stream, n.sequence, n.type, n.revision, n.payload,
                   n.metadata, now_ + (n.place - 1) * interval '1 microsecond'
            from unnest(event_ids, event_streams, event_sequences, event_types, event_revisions,
                        event_payloads, event_metadata) with ordinality
                as n(event_id, stream, sequence, type, revision, payload, metadata, place);
        else
            insert into events
            select head + n.place, n.event_id, n.stream,
                   coalesce(n.sequence,
                            coalesce((select e.sequence + 1 from events e where e.stream = n.stream
                                      order by e.sequence desc limit 1), 0) + n.nth - 1),
                   n.type, n.revision, n.payload, n.metadata,
                   now_ + (n.place - 1) * interval '1 microsecond'
            from (select u.*,
                         row_number() over (order by u.ordinal) as place,
                         row_number() over (partition by u.stream order by u.ordinal) as nth
                  from unnest(event_commands, event_ids, event_streams, event_sequences,
                              event_types, event_revisions, event_payloads, event_metadata)
                      with ordinality as u(command, event_id, stream, sequence, type, revision,
                                           payload, metadata, ordinal)
                  where u.command <> all (settled)) as n;
        end if;
    end if;
    if cardinality(answer_commands) > 0 then
        insert into answers (key, body, answer, position, owner)
        select a.key, a.body, a.sealed, head + p.place, a.owner
        from unnest(answer_commands, answer_keys, answer_bodies, answers_sealed, answer_owners)
            as a(command, key, body, sealed, owner)
        left join (select s.command, max(s.place) as place
                   from (select u.command, row_number() over (order by u.ordinal) as place
                         from unnest(event_commands) with ordinality as u(command, ordinal)
                         where u.command <> all (settled)) as s
                   group by s.command) as p on p.command = a.command
        where a.command <> all (settled);
        insert into answer_totals as t (owner, bytes)
        select a.owner, sum(answer_size(a.sealed))
        from unnest(answer_commands, answers_sealed, answer_owners) as a(command, sealed, owner)
        where a.command <> all (settled)
        group by a.owner
        on conflict (owner) do update set bytes = t.bytes + excluded.bytes;
    end if;

    -- The last row has the head before this call. The commands that have no row were appended: their
    -- events have the positions after it, in the order in which they came.
    command := -1;
    outcome := 'head';
    first_position := head;
    detail := null;
    return next;
end
$$;

revoke all on function append from public;
grant execute on function append to ${command_role};
