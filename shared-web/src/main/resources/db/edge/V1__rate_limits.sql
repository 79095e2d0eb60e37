-- How much callers and tenants may still ask, over all nodes. Losing it costs nobody anything.
create unlogged table rate_limits (
    id         text   primary key,
    state      bytea,
    expires_at bigint
);

grant usage on schema ${schema} to ${command_role}, ${query_role};
grant select, insert, update, delete on rate_limits to ${command_role}, ${query_role};
