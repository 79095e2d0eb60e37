create table views (
    tenant text  collate "C" not null,
    id     text  collate "C" not null,
    view   jsonb not null,
    primary key (tenant, id)
);

call readmodel.guard('views', 'tenant', null);
