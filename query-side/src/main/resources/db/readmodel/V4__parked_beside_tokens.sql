-- Who is parked stands with the token as well: whoever has waited for its lock sees the row as it is
-- then, while another table would be seen as it was before the wait.
alter table tokens add column parked text[] not null default '{}';

update tokens t
set parked = array(
    select p.tenant from parked p
    where p.projection = t.projection and p.generation = t.generation and p.log = t.log);
