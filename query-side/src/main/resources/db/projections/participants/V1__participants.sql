create table views (
    tenant      text    collate "C" not null,
    id          text    collate "C" not null,
    view        jsonb   not null,
    type        text    generated always as (view ->> 'type') stored,
    model       text    collate "C" generated always as (view ->> 'model') stored,
    is_on       boolean generated always as ((view ->> 'is_on')::boolean) stored,
    search_id   text    generated always as (view ->> 'search_id') stored,
    search_name text    generated always as (view ->> 'search_name') stored,
    primary key (tenant, id)
);

create table switches (
    tenant text    collate "C" not null,
    id     text    collate "C" not null,
    view   jsonb   not null,
    is_on  boolean generated always as ((view ->> 'enabled')::boolean) stored,
    primary key (tenant, id)
);

call readmodel.guard('views', 'tenant', null);
call readmodel.guard('switches', 'tenant', null);
