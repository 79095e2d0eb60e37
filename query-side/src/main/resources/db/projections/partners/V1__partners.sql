create table views (
    tenant  text  collate "C" not null,
    id      text  collate "C" not null,
    view    jsonb not null,
    lineage jsonb generated always as (view -> 'lineage') stored,
    primary key (tenant, id)
);
create index views_lineage on views using gin (lineage);

call readmodel.guard('views', null, 'lineage');
