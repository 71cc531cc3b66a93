-- What partners are told: one row for each partner and event.
create table deliveries (
    partner text not null,
    -- Ordered by time: 24 hexadecimal digits.
    event text not null,
    -- The events of one line are delivered in order: a kiosk's, or the alarms of a site.
    line text not null,
    kind text not null check (kind in ('result', 'parity_alarm')),
    site text not null,
    class text not null default 'event',
    -- Milliseconds since 1970-01-01 UTC.
    at bigint not null,
    -- The exact bytes that are sent.
    body text not null,
    state text not null default 'waiting' check (state in ('waiting', 'delivered', 'dead')),
    tries bigint not null default 0,
    -- It is not tried before.
    due bigint not null default 0,
    -- How the last try failed.
    failure text,
    primary key (partner, event)
);
create index waiting_deliveries on deliveries (partner, line, event) where state = 'waiting';
create index deliveries_of_a_class on deliveries (site, class, at);
