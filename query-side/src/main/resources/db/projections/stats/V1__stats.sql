create table rooms (
    tenant text collate "C" not null,
    room   text collate "C" not null,
    type   text collate "C" not null,
    state  text not null,
    primary key (tenant, room)
);

create table members (
    tenant text collate "C" not null,
    id     text collate "C" not null,
    type   text collate "C" not null,
    ours   boolean not null,
    primary key (tenant, id)
);

create table usage (
    tenant        text   collate "C" not null,
    month         text   not null,
    model         text   collate "C" not null,
    requests      bigint not null,
    input_tokens  bigint not null,
    output_tokens bigint not null,
    primary key (tenant, month, model)
);

create table storage (
    tenant text   collate "C" not null primary key,
    bytes  bigint not null
);

create table limits (
    tenant text   collate "C" not null primary key,
    tokens bigint,
    bytes  bigint
);

call readmodel.guard('rooms', 'tenant', null);
call readmodel.guard('members', 'tenant', null);
call readmodel.guard('usage', 'tenant', null);
call readmodel.guard('storage', 'tenant', null);
call readmodel.guard('limits', 'tenant', null);
