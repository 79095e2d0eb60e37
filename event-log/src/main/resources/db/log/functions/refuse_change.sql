-- What a trigger says to everyone who would change an event, the owner and superusers included.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the log is append-only' using errcode = 'insufficient_privilege';
end
$$;

create or replace trigger append_only before update or delete or truncate on events
    for each statement execute function refuse_change();
