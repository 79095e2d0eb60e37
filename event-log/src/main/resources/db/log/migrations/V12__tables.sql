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
    namespace text collate "C" not null,
    key       text collate "C" not null,
    owner     text             not null,
    primary key (namespace, key)
);

-- First answers to requests with an Idempotency-Key, sealed: such bytes do not get smaller, and
-- trying takes time.
create table answers (
    key        bytea       not null primary key,
    body       bytea       not null,
    answer     bytea       storage external not null,
    position   bigint,
    created_at timestamptz not null default clock_timestamp(),
    owner      text        collate "C" not null
);
create index answers_created_at on answers (created_at);

-- What the stored answers of each owner take, whose share of them is bounded: kept, so that a write
-- need not ask for their sum.
create table answer_totals (
    owner text collate "C" not null primary key,
    bytes bigint           not null
) with (fillfactor = 50);

-- Secrets that events refer to by id, sealed.
create table secrets (
    secret_id text        not null primary key,
    sealed    bytea       not null,
    stored_at timestamptz not null default clock_timestamp()
);

-- What the events of a long stream came to, up to one of them, so that not all of them are read
-- again. Derived: it can be emptied at any time.
create table snapshots (
    stream text   collate "C" not null primary key,
    kind   text               not null,
    events bigint             not null,
    state  bytea              not null
);

-- What a probe of the disk is written to.
create table disk_probe (filling bytea storage external not null);

grant usage on schema ${schema} to ${command_role}, ${query_role};
grant select on events, claims, answers, secrets, snapshots to ${command_role};
grant select on events to ${query_role};
