-- The second line behind the checks of the caller: a transaction that reads says for whom, and sees
-- nothing else. One that says nothing sees nothing. Said are a tenant, or * for all of them, and the
-- partners, separated by spaces, that every row has to lie below.
create procedure guard(table_name text, tenant text, line text) language plpgsql as $$
declare
    lines text := 'string_to_array(current_setting(''scaiwave.line'', true), '' '')';
    reach text := 'current_setting(''scaiwave.tenant'', true)';
begin
    if exists (select from pg_attribute where attrelid = table_name::regclass
            and attname = line and atttypid = 'jsonb'::regtype) then
        lines := format('to_jsonb(%s)', lines);
    end if;
    reach := case when tenant is null then format('(%s = ''*'')', reach)
                  else format('(%s in (''*'', %I))', reach, tenant) end;
    if line is not null then
        reach := reach || format(' and %I @> %s', line, lines);
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
grant select on generations, live, tokens to ${reader};
