create table rooms (
    tenant text  collate "C" not null,
    id     text  collate "C" not null,
    view   jsonb not null,
    type   text  collate "C" not null generated always as (view ->> 'type') stored,
    state  text  not null generated always as (view ->> 'state') stored,
    primary key (tenant, id)
);

create table members (
    tenant text  collate "C" not null,
    id     text  collate "C" not null,
    view   jsonb not null,
    type   text  collate "C" not null generated always as (view ->> 'type') stored,
    primary key (tenant, id)
);

-- By month and model.
create table usage (
    tenant        text   collate "C" not null,
    id            text   collate "C" not null,
    view          jsonb  not null,
    month         text   not null generated always as (view ->> 'month') stored,
    model         text   collate "C" not null generated always as (view ->> 'model') stored,
    requests      bigint not null generated always as ((view ->> 'requests')::bigint) stored,
    input_tokens  bigint not null generated always as ((view ->> 'input_tokens')::bigint) stored,
    output_tokens bigint not null generated always as ((view ->> 'output_tokens')::bigint) stored,
    primary key (tenant, id)
);

create index usage_month on usage (tenant, month);

create table storage (
    tenant text   collate "C" not null,
    id     text   collate "C" not null,
    view   jsonb  not null,
    bytes  bigint not null generated always as ((view ->> 'bytes')::bigint) stored,
    primary key (tenant, id)
);

create table limits (
    tenant text   collate "C" not null,
    id     text   collate "C" not null,
    view   jsonb  not null,
    tokens bigint generated always as ((view ->> 'tokens')::bigint) stored,
    bytes  bigint generated always as ((view ->> 'bytes')::bigint) stored,
    primary key (tenant, id)
);

call readmodel.guard('rooms', 'tenant', null);
call readmodel.guard('members', 'tenant', null);
call readmodel.guard('usage', 'tenant', null);
call readmodel.guard('storage', 'tenant', null);
call readmodel.guard('limits', 'tenant', null);
