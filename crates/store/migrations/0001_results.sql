-- One row for each finished check. The words are those of crate `wire`; identifiers are
-- lower-case hexadecimal. Plain SQL that PostgreSQL reads as well.
create table results (
    kiosk text not null check (length(kiosk) = 4),
    id text not null check (length(id) = 16),
    ticket bigint not null check (ticket between 1 and 999),
    lane text not null check (lane in ('face', 'officer')),
    outcome text not null check (outcome in ('match', 'no_match', 'manual')),
    document text check (document in ('camera', 'file')),
    model text check (length(model) = 8),
    build text not null check (length(build) = 8),
    notice bigint not null check (notice between 0 and 65535),
    -- Seconds since 1970-01-01 UTC, by the kiosk's clock.
    arrived bigint not null,
    finished bigint not null check (finished >= arrived),
    -- Milliseconds since 1970-01-01 UTC, by the clock of this server.
    received bigint not null,
    primary key (kiosk, id),
    check ((lane = 'face') = (outcome = 'match')),
    check ((document is null) = (outcome = 'manual')),
    check ((model is null) = (outcome = 'manual'))
);

-- The desk asks for the newest of a lane.
create index results_of_a_lane on results (lane, received);
