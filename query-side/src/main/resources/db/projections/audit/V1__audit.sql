-- An index of the log by what is asked for: what an entry says is computed from its event.
create table entries (
    position          bigint not null primary key,

    -- Texts are long, and every index would hold them: indexes hold keys in their place, and whoever
    -- finds a row by a key compares the text as well. They are columns, and not expressions, since
    -- row-level security lets no index look an expression up.
    tenant_key        bigint generated always as (hashtextextended(tenant, 0)) stored,
    partner_key       bigint not null generated always as (hashtextextended(partner, 0)) stored,
    action_key        int not null generated always as ((hashtextextended(action, 0) >> 32)::int) stored,
    actor_id_key      int not null generated always as ((hashtextextended(actor_id, 0) >> 32)::int) stored,
    resource_type_key int not null generated always as ((hashtextextended(resource_type, 0) >> 32)::int) stored,
    resource_id_key   int generated always as ((hashtextextended(resource_id, 0) >> 32)::int) stored,

    -- Rows of one chunk are one key in an index, which then has six bytes for each of them and not
    -- forty. Within a chunk they are sorted when they are read.
    chunk             int not null generated always as ((position / 1024)::int) stored,

    tenant            text collate "C",
    partner           text collate "C" not null,
    action            text collate "C" not null,
    actor_id          text collate "C" not null,
    resource_type     text collate "C" not null,
    resource_id       text collate "C"
);

-- A page is read from the one index that has its entries in their order: by what it asks for first,
-- of a tenant, or of each partner of a fleet.
create index entries_tenant on entries (tenant_key, chunk);
create index entries_action on entries (tenant_key, action_key, chunk);
create index entries_actor on entries (tenant_key, actor_id_key, chunk);
create index entries_resource_type on entries (tenant_key, resource_type_key, chunk);
create index entries_resource on entries (tenant_key, resource_id_key, chunk);
create index entries_fleet on entries (partner_key, chunk);
create index entries_fleet_action on entries (partner_key, action_key, chunk);
create index entries_fleet_actor on entries (partner_key, actor_id_key, chunk);
create index entries_fleet_resource_type on entries (partner_key, resource_type_key, chunk);
create index entries_fleet_resource on entries (partner_key, resource_id_key, chunk);

-- The partners that entries belong to, each with those above it: what a fleet is made of.
create table partners (
    partner text   collate "C" not null primary key,
    key     bigint not null generated always as (hashtextextended(partner, 0)) stored,
    lineage text[] collate "C" not null
);
create index partners_lineage on partners using gin (lineage);

call readmodel.guard('entries', 'tenant', null);
call readmodel.guard('partners', null, 'lineage');

-- An entry is in a fleet if its partner is, which the reader sees of those tables alone.
alter policy reading on entries using (
    current_setting('scaiwave.tenant', true) in ('*', tenant)
    and (current_setting('scaiwave.lineage', true) = ''
         or partner in (
             select p.partner from partners p
             where p.lineage @> string_to_array(current_setting('scaiwave.lineage', true), ' '))));
