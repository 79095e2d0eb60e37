-- A claim is unique within its namespace; "scope" means what a proof is about.
alter table claims rename column scope to namespace;

-- append.sql 7588ff88800485eaec67b74afbc52439e656a943d013eca69d0e8230fd922f05
${append}
