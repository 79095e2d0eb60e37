-- Run once per database server, by an administrator, before the first start. In a deployment each
-- role gets a password or a certificate of its own.
do $$
declare
    name text;
begin
    foreach name in array
        array['scaiwave_owner', 'scaiwave_command', 'scaiwave_projector', 'scaiwave_query']
    loop
        if not exists (select from pg_roles where rolname = name) then
            execute format('create role %I login', name);
        end if;
    end loop;
    -- A query ends with its request, even if its process can no longer cancel it. An operator may
    -- set another timeout, which should be longer than the deadline of a request.
    if not exists (
        select from pg_db_role_setting s join pg_roles r on r.oid = s.setrole
        where r.rolname = 'scaiwave_query' and array_to_string(s.setconfig, ' ') like '%statement_timeout%') then
        alter role scaiwave_query set statement_timeout = '3500ms';
    end if;
end
$$;
