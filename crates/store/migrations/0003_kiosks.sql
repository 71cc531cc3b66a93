-- Who may send: one row for each kiosk that an administrator named.
create table kiosks (
    kiosk text not null primary key check (length(kiosk) = 4),
    site text not null,
    -- Milliseconds since 1970-01-01 UTC; not null from then on, when nothing of it is taken.
    revoked bigint
);

-- The keys that a kiosk's signatures are checked with: one, or two while it changes them.
create table keys (
    kiosk text not null references kiosks (kiosk),
    -- A point of P-256, uncompressed, in hexadecimal.
    key text not null check (length(key) = 130),
    -- The key that takes this one's place once it is used.
    heir text,
    primary key (kiosk, key)
);

-- Codes that were given out and not used yet.
create table codes (
    -- SHA-256, in hexadecimal: whoever reads this table can use none of them.
    hash text not null primary key check (length(hash) = 64),
    kiosk text not null references kiosks (kiosk),
    expires bigint not null
);

-- When the last accepted copy of a message was signed: milliseconds, by the kiosk's clock.
alter table results add column signed bigint not null default 0;
alter table calls add column signed bigint not null default 0;

-- When the traveller came to the desk: milliseconds, the kiosk's clock where it can be believed.
alter table results add column came bigint not null default 0;
update results set came = case when finished * 1000 < received then finished * 1000 else received end;
drop index results_of_a_lane;
create index results_of_a_lane on results (lane, came);
