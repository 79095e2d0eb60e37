-- Run once per database server, by an administrator, before the first start. In a deployment each
-- role gets a password or a certificate of its own.
do $$
begin
    if not exists (select from pg_roles where rolname = 'scaiwave_owner') then
        create role scaiwave_owner login;
    end if;
    if not exists (select from pg_roles where rolname = 'scaiwave_command') then
        create role scaiwave_command login;
    end if;
    if not exists (select from pg_roles where rolname = 'scaiwave_projector') then
        create role scaiwave_projector login;
    end if;
    if not exists (select from pg_roles where rolname = 'scaiwave_query') then
        create role scaiwave_query login;
    end if;
end
$$;
