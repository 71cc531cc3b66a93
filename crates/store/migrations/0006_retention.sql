-- What a record is, for those who say how long it is kept. For a result it is its lane.
alter table results add column class text not null default '';
update results set class = lane;
create index results_of_a_class on results (site, class, came);

-- Where the kiosk stood when it called.
alter table calls add column site text not null default '';
update calls set site = coalesce((select site from kiosks where kiosks.kiosk = calls.kiosk), '');
alter table calls add column class text not null default 'call';
create index calls_of_a_class on calls (site, class, received);

-- What was deleted: how much, and of nobody. Each row is signed, and names the one before.
create table deletions (
    number bigint not null primary key,
    -- Milliseconds since 1970-01-01 UTC.
    at bigint not null,
    site text not null,
    class text not null,
    deleted bigint not null,
    -- SHA-256 of the row before, in hexadecimal.
    previous text not null,
    -- The public key of Ed25519, in hexadecimal.
    signer text not null,
    signature text not null
);
