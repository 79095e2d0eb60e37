create table events (position bigint not null primary key);
