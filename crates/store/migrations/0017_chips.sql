-- A result of version 2 may name a chip as the source of the document photo, and each result keeps the
-- version in which it was made: its receipt seals the exact text. A check of a column cannot be changed in
-- SQLite, so the table is made again with all of its rows.
create table results_of_two_versions (
    kiosk text not null check (length(kiosk) = 4),
    id text not null check (length(id) = 16),
    ticket bigint not null check (ticket between 1 and 999),
    lane text not null check (lane in ('face', 'officer')),
    outcome text not null check (outcome in ('match', 'no_match', 'manual')),
    document text
        check (document in ('camera', 'file', 'chip_unverified', 'chip_signed', 'chip_genuine')),
    model text check (length(model) = 8),
    build text not null check (length(build) = 8),
    notice bigint not null check (notice between 0 and 65535),
    arrived bigint not null,
    finished bigint not null check (finished >= arrived),
    received bigint not null,
    signed bigint not null default 0,
    came bigint not null default 0,
    site text not null default '',
    taken bigint,
    taken_by text,
    done bigint,
    class text not null default '',
    queued bigint not null default 0,
    place text,
    -- Version 1 where a server of before this step has written the row.
    version bigint not null default 1 check (version in (1, 2)),
    primary key (kiosk, id),
    check ((lane = 'face') = (outcome = 'match')),
    check ((document is null) = (outcome = 'manual')),
    check ((model is null) = (outcome = 'manual')),
    check (version = 2 or document is null or document in ('camera', 'file'))
);

insert into results_of_two_versions
    (kiosk, id, ticket, lane, outcome, document, model, build, notice, arrived, finished, received,
     signed, came, site, taken, taken_by, done, class, queued, place)
    select kiosk, id, ticket, lane, outcome, document, model, build, notice, arrived, finished, received,
        signed, came, site, taken, taken_by, done, class, queued, place
    from results;

drop table results;
alter table results_of_two_versions rename to results;

create index results_of_a_lane on results (lane, came);
create index results_of_a_site on results (site, lane, came);
create index open_results on results (lane, came) where done is null;
create index results_of_a_kiosk on results (kiosk, received);
create index results_of_a_class on results (site, class, came);
create index results_done on results (lane, done) where done is not null;
