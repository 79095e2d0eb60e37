create table views (
    scope text  collate "C" not null,
    id    text  collate "C" not null,
    view  jsonb not null,
    line  jsonb generated always as (view -> 'line') stored,
    primary key (scope, id)
);
create index views_line on views using gin (line);

call readmodel.guard('views', 'id', 'line');
