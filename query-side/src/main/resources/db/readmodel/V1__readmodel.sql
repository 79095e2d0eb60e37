-- What the read side knows of itself. Each generation of a projection has a schema of its own; the
-- live one is where reads go.
create table generations (
    projection text    not null,
    generation int     not null,
    revision   int     not null,
    schema     text    not null unique,
    primary key (projection, generation)
);

create table live (
    projection text not null primary key,
    generation int  not null,
    foreign key (projection, generation) references generations
);

-- How far a generation has come in each log that it reads, written with the rows themselves.
create table tokens (
    projection text   not null,
    generation int    not null,
    log        text   not null,
    position   bigint not null default 0,
    event_id   uuid,
    primary key (projection, generation, log),
    foreign key (projection, generation) references generations on delete cascade
);
