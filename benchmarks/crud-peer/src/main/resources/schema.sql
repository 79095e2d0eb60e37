create table if not exists ai_config (
    tenant_id      text        not null primary key,
    default_model  text,
    enabled_models jsonb       not null default '[]',
    templates      jsonb       not null default '[]',
    auth_mode      text        not null default 'per_user_exchange',
    version        bigint      not null default 0,
    updated_at     timestamptz not null default now()
);

create table if not exists audit (
    id            bigint      generated always as identity primary key,
    tenant_id     text        not null,
    actor_id      text        not null,
    action        text        not null,
    resource_type text        not null,
    resource_id   text        not null,
    request_id    text        not null,
    ip            text,
    user_agent    text,
    before        jsonb       not null,
    after         jsonb       not null,
    version       bigint      not null,
    created_at    timestamptz not null default now()
);
-- For the filters that readers would use.
create index if not exists audit_tenant on audit (tenant_id, id);
create index if not exists audit_action on audit (tenant_id, action, id);
create index if not exists audit_actor on audit (tenant_id, actor_id, id);
create index if not exists audit_resource on audit (tenant_id, resource_type, resource_id, id);
