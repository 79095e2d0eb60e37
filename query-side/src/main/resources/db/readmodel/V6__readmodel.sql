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

-- The checkpoint of a generation in each log that it reads, written with the rows themselves. The
-- parked tenants stand here as well as in their table: whoever has waited for this row's lock sees it
-- as it is then, while another table would be seen as it was before the wait.
create table checkpoints (
    projection text   not null,
    generation int    not null,
    log        text   not null,
    position   bigint not null default 0,
    event_id   uuid,
    parked     text[] not null default '{}',
    primary key (projection, generation, log),
    foreign key (projection, generation) references generations on delete cascade
);

-- Tenants that a projection has left behind, at the first event of theirs that it can't handle. All
-- that comes of them later is left as well, until somebody has it tried again; the log has it.
create table parked (
    projection   text        not null,
    generation   int         not null,
    log          text        not null,
    tenant       text        not null,
    position     bigint      not null,
    event_before uuid,
    lineage      text[]      not null,
    reason       text        not null,
    since        timestamptz not null default clock_timestamp(),
    primary key (projection, generation, log, tenant),
    foreign key (projection, generation) references generations on delete cascade
);

-- The second line behind the checks of the caller: a transaction that reads says for whom, and sees
-- nothing else. One that says nothing sees nothing. Said are a tenant, or * for all of them, and the
-- partners, separated by spaces, that every row has to lie below.
create procedure guard(table_name text, tenant text, lineage text) language plpgsql as $$
declare
    lineages text := 'string_to_array(current_setting(''scaiwave.lineage'', true), '' '')';
    reach text := 'current_setting(''scaiwave.tenant'', true)';
begin
    if exists (select from pg_attribute where attrelid = table_name::regclass
            and attname = lineage and atttypid = 'jsonb'::regtype) then
        lineages := format('to_jsonb(%s)', lineages);
    end if;
    reach := case when tenant is null then format('(%s = ''*'')', reach)
                  else format('(%s in (''*'', %I))', reach, tenant) end;
    if lineage is not null then
        reach := reach || format(' and %I @> %s', lineage, lineages);
    end if;
    execute format('alter table %I enable row level security', table_name);
    execute format('alter table %I force row level security', table_name);
    execute format('create policy projecting on %I to current_user using (true) with check (true)',
        table_name);
    execute format('create policy reading on %I for select to ${reader} using (%s)', table_name, reach);
    execute format('grant select on %I to ${reader}', table_name);
    execute format('grant usage on schema %I to ${reader}', current_schema());
end
$$;

grant usage on schema readmodel to ${reader};
grant select on generations, live, checkpoints, parked to ${reader};
