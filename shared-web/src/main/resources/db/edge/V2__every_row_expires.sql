-- A row is written before its bucket is: one that was left behind in between expires as well.
delete from rate_limits where expires_at is null;
alter table rate_limits
    alter column expires_at set default (extract(epoch from now()) * 1000)::bigint + 60000;
