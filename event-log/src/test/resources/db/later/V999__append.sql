drop function append;
