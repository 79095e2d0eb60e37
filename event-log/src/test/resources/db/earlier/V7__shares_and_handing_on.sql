alter table events add column event_id uuid;
