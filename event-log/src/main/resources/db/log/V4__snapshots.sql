-- What the events of a long stream came to, up to one of them, so that not all of them are read
-- again. Derived: it can be emptied at any time.
create table snapshots (
    stream text   collate "C" not null primary key,
    kind   text               not null,
    events bigint             not null,
    state  bytea              not null
);
grant select, insert, update on snapshots to ${command_role};
