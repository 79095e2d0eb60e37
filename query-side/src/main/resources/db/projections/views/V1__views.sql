create table views (
    scope text  collate "C" not null,
    id    text  collate "C" not null,
    view  jsonb not null,
    primary key (scope, id)
);

call readmodel.guard('views', 'scope', null);
