-- Refuses each change of events, by the owner and superusers as well; they could only disable the
-- trigger first.
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'the log is append-only' using errcode = 'insufficient_privilege';
end
$$;

create or replace trigger append_only before update or delete or truncate on events
    for each statement execute function refuse_change();
