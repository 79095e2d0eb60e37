-- Tenants that a projection has left behind, at the first event of theirs that it can't handle. All
-- that comes of them later is left as well, until somebody has it tried again; the log has it.
create table parked (
    projection   text        not null,
    generation   int         not null,
    log          text        not null,
    tenant       text        not null,
    position     bigint      not null,
    event_before uuid,
    line         text[]      not null,
    reason       text        not null,
    since        timestamptz not null default clock_timestamp(),
    primary key (projection, generation, log, tenant),
    foreign key (projection, generation) references generations on delete cascade
);

grant select on parked to ${reader};
