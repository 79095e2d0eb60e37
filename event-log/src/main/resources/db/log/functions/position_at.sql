-- The last position recorded at an instant or before it: binary search, as both only rise.
create or replace function position_at(instant timestamptz) returns bigint
    language plpgsql stable set search_path = ${schema}, pg_temp as $$
declare
    low    bigint := 0;
    high   bigint := (select coalesce(max(position), 0) from events);
    middle bigint;
begin
    while low < high loop
        middle := (low + high + 1) / 2;
        if (select recorded_at <= instant from events where position = middle) then
            low := middle;
        else
            high := middle - 1;
        end if;
    end loop;
    return low;
end
$$;

grant execute on function position_at to ${command_role}, ${query_role};
