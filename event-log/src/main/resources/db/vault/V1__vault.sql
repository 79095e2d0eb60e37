-- The vault: one key a subject, wrapped by the master key. Not part of the log: erasing a row here
-- erases what it sealed, everywhere, and leaves the log as it was.
create table keys (
    key_id     text        primary key,
    subject    text        not null unique,
    wrapped    bytea       not null,
    created_at timestamptz not null default clock_timestamp()
);

grant usage on schema ${schema} to ${command_role}, ${query_role};
grant select, insert on keys to ${command_role};
grant select, insert on keys to ${query_role};
