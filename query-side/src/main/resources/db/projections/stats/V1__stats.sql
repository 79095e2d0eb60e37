create table rooms (
    scope text  collate "C" not null,
    id    text  collate "C" not null,
    view  jsonb not null,
    type  text  collate "C" not null generated always as (view ->> 'type') stored,
    state text  not null generated always as (view ->> 'state') stored,
    primary key (scope, id)
);

create table members (
    scope text  collate "C" not null,
    id    text  collate "C" not null,
    view  jsonb not null,
    type  text  collate "C" not null generated always as (view ->> 'type') stored,
    primary key (scope, id)
);

-- By month and model.
create table usage (
    scope         text   collate "C" not null,
    id            text   collate "C" not null,
    view          jsonb  not null,
    month         text   not null generated always as (view ->> 'month') stored,
    model         text   collate "C" not null generated always as (view ->> 'model') stored,
    requests      bigint not null generated always as ((view ->> 'requests')::bigint) stored,
    input_tokens  bigint not null generated always as ((view ->> 'input_tokens')::bigint) stored,
    output_tokens bigint not null generated always as ((view ->> 'output_tokens')::bigint) stored,
    primary key (scope, id)
);

create index usage_month on usage (scope, month);

create table storage (
    scope text   collate "C" not null,
    id    text   collate "C" not null,
    view  jsonb  not null,
    bytes bigint not null generated always as ((view ->> 'bytes')::bigint) stored,
    primary key (scope, id)
);

create table limits (
    scope  text   collate "C" not null,
    id     text   collate "C" not null,
    view   jsonb  not null,
    tokens bigint generated always as ((view ->> 'tokens')::bigint) stored,
    bytes  bigint generated always as ((view ->> 'bytes')::bigint) stored,
    primary key (scope, id)
);

call readmodel.guard('rooms', 'scope', null);
call readmodel.guard('members', 'scope', null);
call readmodel.guard('usage', 'scope', null);
call readmodel.guard('storage', 'scope', null);
call readmodel.guard('limits', 'scope', null);
