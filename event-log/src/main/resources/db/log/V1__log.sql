-- One log. Positions are dense and in commit order, because they are given out under the append
-- lock; the bytes are those that were written; nothing is ever updated or deleted.
create table events (
    position    bigint      not null primary key,
    event_id    uuid        not null unique,
    stream      text        collate "C" not null,
    sequence    bigint      not null,
    type        text        not null,
    revision    int         not null,
    payload     bytea       not null,
    metadata    bytea       not null,
    recorded_at timestamptz not null,
    unique (stream, sequence)
);

-- Names that only one owner may have. Derived: it can be rebuilt from the log.
create table claims (
    scope text collate "C" not null,
    key   text collate "C" not null,
    owner text             not null,
    primary key (scope, key)
);

-- First answers to requests with an Idempotency-Key, sealed.
create table answers (
    key        bytea       not null primary key,
    body       bytea       not null,
    answer     bytea       not null,
    position   bigint,
    created_at timestamptz not null default clock_timestamp()
);
create index answers_created_at on answers (created_at);

-- Secrets that events refer to by id, sealed.
create table secrets (
    secret_id text        not null primary key,
    sealed    bytea       not null,
    stored_at timestamptz not null default clock_timestamp()
);

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the log is append-only' using errcode = 'insufficient_privilege';
end
$$;
create trigger append_only before update or delete or truncate on events
    for each statement execute function refuse_change();

-- The one way into the log. Everything that a command decides is stored by one call, in one
-- transaction, or not at all. Each statement below sees what was committed before it began, so the
-- head is read after the lock was granted and not before.
create function append(
    condition_streams   text[],
    condition_sequences bigint[],
    claim_scopes        text[],
    claim_keys          text[],
    claim_owners        text[],
    release_scopes      text[],
    release_keys        text[],
    release_owners      text[],
    answer_key          bytea,
    answer_body         bytea,
    answer_sealed       bytea,
    secret_ids          text[],
    secret_values       bytea[],
    dropped_secrets     text[],
    event_ids           uuid[],
    event_streams       text[],
    event_types         text[],
    event_revisions     int[],
    event_payloads      bytea[],
    event_metadata      bytea[],
    out outcome         text,
    out first_position  bigint,
    out detail          text,
    out known_body      bytea,
    out known_answer    bytea
) language plpgsql security definer set search_path = ${schema}, pg_temp as $$
declare
    head bigint;
    now_ timestamptz;
begin
    perform pg_advisory_xact_lock('${schema}.events'::regclass::oid::bigint);

    -- A writer that lost its connection asks again with the same ids.
    if cardinality(event_ids) > 0 then
        select min(e.position) into first_position from events e where e.event_id = any (event_ids);
        if first_position is not null then
            outcome := 'appended';
            return;
        end if;
    end if;

    if answer_key is not null then
        select a.body, a.answer, a.position into known_body, known_answer, first_position
        from answers a where a.key = answer_key;
        if found then
            outcome := 'answered';
            return;
        end if;
    end if;

    select c.stream into detail
    from unnest(condition_streams, condition_sequences) as c(stream, sequence)
    where c.sequence <> coalesce((select max(e.sequence) + 1 from events e where e.stream = c.stream), 0)
    limit 1;
    if found then
        outcome := 'conflict';
        return;
    end if;

    select w.scope into detail
    from unnest(claim_scopes, claim_keys, claim_owners) as w(scope, key, owner)
    join claims c on c.scope = w.scope and c.key = w.key
    where c.owner <> w.owner or w.owner = ''
    limit 1;
    if found then
        outcome := 'taken';
        return;
    end if;

    -- Within one append a name has one owner as well.
    select w.scope into detail
    from unnest(claim_scopes, claim_keys, claim_owners) as w(scope, key, owner)
    group by w.scope, w.key
    having min(w.owner) <> max(w.owner) or (count(*) > 1 and min(w.owner) = '')
    limit 1;
    if found then
        outcome := 'taken';
        return;
    end if;

    delete from claims c
    using unnest(release_scopes, release_keys, release_owners) as r(scope, key, owner)
    where c.scope = r.scope and c.key = r.key and c.owner = r.owner;
    insert into claims (scope, key, owner)
    select w.scope, w.key, w.owner
    from unnest(claim_scopes, claim_keys, claim_owners) as w(scope, key, owner)
    on conflict do nothing;

    delete from secrets s where s.secret_id = any (dropped_secrets);
    insert into secrets (secret_id, sealed)
    select s.id, s.sealed from unnest(secret_ids, secret_values) as s(id, sealed);

    if cardinality(event_ids) > 0 then
        select e.position, e.recorded_at into head, now_ from events e order by e.position desc limit 1;
        head := coalesce(head, 0);
        -- Strictly rising, whatever the clock does: an instant names one position for ever.
        now_ := greatest(clock_timestamp(), coalesce(now_ + interval '1 microsecond', '-infinity'));
        insert into events
        select head + n.ordinal,
               n.event_id,
               n.stream,
               coalesce((select max(e.sequence) + 1 from events e where e.stream = n.stream), 0)
                   + row_number() over (partition by n.stream order by n.ordinal) - 1,
               n.type, n.revision, n.payload, n.metadata,
               now_ + (n.ordinal - 1) * interval '1 microsecond'
        from unnest(event_ids, event_streams, event_types, event_revisions, event_payloads, event_metadata)
            with ordinality as n(event_id, stream, type, revision, payload, metadata, ordinal);
        first_position := head + 1;
    end if;

    if answer_key is not null then
        insert into answers (key, body, answer, position)
        values (answer_key, answer_body, answer_sealed, head + cardinality(event_ids));
    end if;
    outcome := 'appended';
end
$$;

-- The last position recorded at an instant or before it: binary search, as both only rise.
create function position_at(instant timestamptz) returns bigint
    language plpgsql stable set search_path = ${schema}, pg_temp as $$
declare
    low    bigint := 0;
    high   bigint := (select coalesce(max(position), 0) from events);
    middle bigint;
begin
    while low < high loop
        middle := (low + high + 1) / 2;
        if (select recorded_at <= instant from events where position = middle) then
            low := middle;
        else
            high := middle - 1;
        end if;
    end loop;
    return low;
end
$$;

-- Only what is older than the promise of 24 hours may be forgotten.
create function forget_answers(older_than interval) returns bigint
    language sql security definer set search_path = ${schema}, pg_temp as $$
    with gone as (
        delete from answers
        where created_at < clock_timestamp() - greatest(older_than, interval '24 hours')
        returning 1)
    select count(*) from gone
$$;

revoke all on function append from public;
revoke all on function forget_answers from public;
grant usage on schema ${schema} to ${command_role}, ${query_role};
grant select on events, claims, answers, secrets to ${command_role};
grant select on events to ${query_role};
grant execute on function append, forget_answers to ${command_role};
grant execute on function position_at to ${command_role}, ${query_role};
