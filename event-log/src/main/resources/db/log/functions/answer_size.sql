-- The bytes of a quota that an answer takes: its own, and about those of its row besides.
create or replace function answer_size(sealed bytea) returns bigint
    language sql immutable as $$ select octet_length(sealed)::bigint + 256 $$;
