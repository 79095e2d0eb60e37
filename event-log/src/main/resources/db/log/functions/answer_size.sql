-- What an answer counts for: itself, and about what its row takes.
create or replace function answer_size(sealed bytea) returns bigint
    language sql immutable as $$ select octet_length(sealed)::bigint + 256 $$;
