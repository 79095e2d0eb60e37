-- Planning what settles a batch took longer than running it, and was done anew for each: its plan is
-- the same for every batch. Made while a table was small, it must hold when that is large: each row
-- is looked up by its key.
alter function append set plan_cache_mode = force_generic_plan;
alter function append set enable_hashjoin = off;
alter function append set enable_mergejoin = off;
