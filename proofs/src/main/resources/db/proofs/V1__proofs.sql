-- The Merkle trees over the log. All but the keys and the checkpoints can be made again from the log.
create table trees (
    tree           smallint    not null primary key,
    origin         text        not null unique,
    -- The position of its first leaf.
    first_position bigint      not null,
    created_at     timestamptz not null default clock_timestamp()
);

-- The hashes of a tile, one after the other; the last tile of a level grows. On level 0 also what
-- leaves say of their scopes, 16 bytes each: n, and the index of the scope's previous leaf or -1.
create table tiles (
    tree   smallint not null references trees,
    level  smallint not null,
    index  bigint   not null,
    hashes bytea    storage external not null,
    links  bytea    storage external,
    primary key (tree, level, index)
);

create table checkpoints (
    tree      smallint    not null references trees,
    size      bigint      not null,
    root      bytea       not null,
    note      text        not null,
    signed_at timestamptz not null default clock_timestamp(),
    primary key (tree, size)
);

create table cosignatures (
    tree      smallint not null,
    size      bigint   not null,
    signature text     not null,
    primary key (tree, size, signature),
    foreign key (tree, size) references checkpoints
);

-- The last leaf of each scope: a cache of what the log and the tiles say.
create table scopes (
    tree   smallint not null references trees,
    scope  text     collate "C" not null,
    leaves bigint   not null,
    last   bigint   not null,
    hash   bytea    not null,
    primary key (tree, scope)
);

-- Keys that sign: of checkpoints ("log") and of bundles ("bundle"). The private half is wrapped by
-- the master key.
create table signing_keys (
    key_id     int         not null,
    name       text        not null,
    kind       text        not null check (kind in ('log', 'bundle')),
    public     text        not null,
    wrapped    bytea       not null,
    created_at timestamptz not null default clock_timestamp(),
    retired_at timestamptz,
    primary key (name, key_id)
);

-- How far the sealer has come; the lock on the row is its lease. The generation rises when there is
-- another key or tree.
create table sealer (
    only_one   boolean not null primary key default true check (only_one),
    position   bigint  not null default 0,
    event_id   uuid,
    generation int     not null default 0,
    -- Since when the sealer refuses to sign, or can't know whether it may.
    refused_at timestamptz
);
insert into sealer default values;

-- What a witness or the published folder has; the lock on the row keeps two processes from telling
-- it something at the same time.
create table told (
    target text     not null primary key,
    tree   smallint not null,
    size   bigint   not null
);

grant usage on schema ${schema} to ${sealer_role}, ${query_role};
grant select, insert on trees, checkpoints, cosignatures to ${sealer_role};
grant select, insert, update on tiles, scopes, told, signing_keys to ${sealer_role};
grant select, update on sealer to ${sealer_role};
grant select on trees, tiles, checkpoints, cosignatures, scopes, sealer to ${query_role};
grant select (key_id, name, kind, public, created_at, retired_at) on signing_keys to ${query_role};

-- A signed checkpoint stands, as an event does.
create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'a signed checkpoint stands' using errcode = 'insufficient_privilege';
end
$$;
create trigger append_only before update or delete or truncate on checkpoints
    for each statement execute function refuse_change();
