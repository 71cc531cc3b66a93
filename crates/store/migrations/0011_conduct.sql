-- What builds, models and notices a result may name: those of the sites that were served last.
create table served (
    kind text not null check (kind in ('build', 'model', 'notice')),
    value text not null,
    -- When it was last part of the site: milliseconds since 1970-01-01 UTC.
    at bigint not null,
    primary key (kind, value)
);

-- The last ticket that came under a key: its kiosk counts up.
alter table keys add column ticket bigint;
-- When it was enrolled, or asked for: milliseconds since 1970-01-01 UTC. Nobody knows it of older ones.
alter table keys add column added bigint not null default 0;
-- When another took its place. It is good for nothing from then on, but is known again.
alter table keys add column retired bigint;
-- At most the present key and one heir: heirs that a later one has taken the place of.
delete from keys where heir is null
    and not exists (select 1 from keys as elder where elder.kiosk = keys.kiosk and elder.heir = keys.key)
    and exists (select 1 from keys as elder where elder.kiosk = keys.kiosk and elder.heir is not null);

-- How many results of a declared backlog may still come, and when the oldest of them was made (seconds).
alter table kiosks add column backlog bigint not null default 0;
alter table kiosks add column backlog_oldest bigint not null default 0;
-- How many were declared since then (milliseconds), a day at most.
alter table kiosks add column declared bigint not null default 0;
alter table kiosks add column declared_since bigint not null default 0;

-- Results that were not taken as true: which ticket and why, and nothing else that they said. A few of
-- each kiosk.
create table quarantine (
    number text not null primary key check (length(number) = 32),
    kiosk text not null check (length(kiosk) = 4),
    ticket bigint not null check (ticket between 1 and 999),
    why text not null,
    -- Milliseconds since 1970-01-01 UTC.
    at bigint not null,
    site text not null default '',
    class text not null default 'quarantine'
);
create index quarantine_of_a_kiosk on quarantine (kiosk, number);
create index quarantine_of_a_class on quarantine (site, class, at);

-- What is odd about a kiosk, until somebody at the desk has seen it: a row for each reason.
create table doubts (
    kiosk text not null check (length(kiosk) = 4),
    why text not null,
    -- Milliseconds since 1970-01-01 UTC.
    first bigint not null,
    last bigint not null,
    times bigint not null,
    primary key (kiosk, why)
);

-- Browsers that somebody has signed in with before.
create table browsers (
    -- SHA-256 of the cookie, in hexadecimal.
    hash text not null primary key check (length(hash) = 64),
    name text not null references users (name),
    -- Milliseconds since 1970-01-01 UTC.
    used bigint not null
);
create index browsers_of_a_user on browsers (name, used);
