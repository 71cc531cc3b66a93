-- How long a result lay in the kiosk before it was sent: milliseconds, by the kiosk's clock alone,
-- so that it does not matter what time that clock believes it is.
alter table results add column queued bigint not null default 0;
update results set queued = case when received > came then received - came else 0 end;

-- Whose wait ended lately. A result is not in it before an officer has finished with it.
create index results_done on results (lane, done) where done is not null;

-- Of all server processes one at a time does what is named, until then: milliseconds.
create table leases (
    name text not null primary key,
    holder text not null,
    until bigint not null
);

-- Where the officer lane is slower than the site allows.
create table alarms (
    site text not null primary key,
    -- Milliseconds since 1970-01-01 UTC.
    since bigint not null,
    -- How much slower it was then, and how much it may be: seconds.
    slower_by bigint not null,
    allowed bigint not null
);

-- What was said of the hour before, every quarter of an hour. It tells of nobody.
create table waits (
    site text not null,
    lane text not null check (lane in ('face', 'officer')),
    -- Milliseconds since 1970-01-01 UTC.
    at bigint not null,
    median bigint not null,
    p90 bigint not null,
    travellers bigint not null,
    primary key (site, at, lane)
);
