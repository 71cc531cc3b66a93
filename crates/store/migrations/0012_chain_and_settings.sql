-- Each line of the audit names the one before: its place counts from 1, and `previous` is the hash
-- of everything before it. Lines of before this step have neither.
alter table audit add column place bigint;
alter table audit add column previous text;
create unique index place_in_the_audit on audit (place);

-- The end of the chain, in one row, which whoever adds a line holds meanwhile.
create table audit_head (
    one bigint not null primary key check (one = 1),
    place bigint not null,
    link text not null check (length(link) = 64),
    -- No line without a place is younger than this: milliseconds since 1970-01-01 UTC.
    began bigint not null
);
insert into audit_head (one, place, link, began)
    select 1, 0, '0000000000000000000000000000000000000000000000000000000000000000',
        coalesce(max(at), 0) from audit;

-- What was deleted in its time: from which place to which, and the hash of everything up to there,
-- signed as the counts of deletions are.
create table audit_gaps (
    first bigint not null primary key,
    last bigint not null check (last >= first),
    link text not null check (length(link) = 64),
    signer text not null,
    signature text not null
);

-- Which settings a kiosk has said that it runs with, and when: milliseconds since 1970-01-01 UTC.
alter table kiosks add column settings text check (length(settings) = 8);
alter table kiosks add column target_fmr text check (target_fmr in ('1e-3', '1e-4', '1e-5'));
alter table kiosks add column told bigint;
