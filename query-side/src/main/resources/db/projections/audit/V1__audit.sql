create table entries (
    position      bigint      not null primary key,
    event_id      uuid        not null,
    tenant        text        collate "C",
    line          text[]      collate "C" not null,
    actor_id      text        collate "C" not null,
    actor_type    text        not null,
    action        text        collate "C" not null,
    resource_type text        collate "C" not null,
    resource_id   text        collate "C",
    created_at    timestamptz not null,
    ip            jsonb,
    user_agent    jsonb,
    details       jsonb       not null,
    -- About what the entry takes as JSON, so that a page can end before it gets too large.
    size          int         not null,
    partner       text        collate "C" not null
        generated always as (coalesce(line[cardinality(line)], '')) stored,
    -- The same as the position. A planner who does not know how rare a tenant or a partner is would
    -- look for its entries in the order of the primary key, and read all others on the way.
    place         bigint      not null generated always as (position) stored
);
-- A page is read from the one index that has its entries in their order: by what it asks for first,
-- of a tenant, or of each partner of a fleet.
create index entries_tenant on entries (tenant, place);
create index entries_action on entries (tenant, action, place);
create index entries_actor on entries (tenant, actor_id, place);
create index entries_resource_type on entries (tenant, resource_type, place);
create index entries_resource on entries (tenant, resource_id, place);
create index entries_fleet on entries (partner, place);
create index entries_fleet_action on entries (partner, action, place);
create index entries_fleet_actor on entries (partner, actor_id, place);
create index entries_fleet_resource_type on entries (partner, resource_type, place);
create index entries_fleet_resource on entries (partner, resource_id, place);

-- The partners that entries belong to, each with those above it: what a fleet is made of.
create table partners (
    partner text   collate "C" not null primary key,
    line    text[] collate "C" not null
);
create index partners_line on partners using gin (line);

call readmodel.guard('entries', 'tenant', 'line');
call readmodel.guard('partners', null, 'line');
