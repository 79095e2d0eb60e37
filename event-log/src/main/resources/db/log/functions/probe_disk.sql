-- Writes a megabyte, so it fails if the disk is full.
create or replace function probe_disk() returns bigint
    language plpgsql security definer set search_path = ${schema}, pg_temp as $$
begin
    truncate disk_probe;
    insert into disk_probe values (convert_to(repeat('x', 1 << 20), 'UTF8'));
    return 1;
end
$$;

revoke all on function probe_disk from public;
grant execute on function probe_disk to ${command_role};
