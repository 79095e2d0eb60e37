-- A checkpoint is what the trade calls it; a token is what a caller bears.
alter table tokens rename to checkpoints;
