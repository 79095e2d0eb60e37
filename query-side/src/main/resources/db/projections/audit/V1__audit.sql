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
    details       jsonb       not null
);
create index entries_tenant on entries (tenant, position);
create index entries_action on entries (tenant, action, position);
create index entries_actor on entries (tenant, actor_id, position);
create index entries_resource_type on entries (tenant, resource_type, position);
create index entries_resource on entries (tenant, resource_id, position);
create index entries_line on entries using gin (line);

call readmodel.guard('entries', 'tenant', 'line');
