-- One row for each call for staff. Identifiers as in 0001; plain SQL as there.
create table calls (
    kiosk text not null check (length(kiosk) = 4),
    id text not null check (length(id) = 16),
    -- Seconds since 1970-01-01 UTC, by the kiosk's clock.
    at bigint not null,
    -- Milliseconds since 1970-01-01 UTC, by the clock of this server.
    received bigint not null,
    primary key (kiosk, id)
);

-- The desk asks for the newest of each kiosk.
create index calls_of_a_kiosk on calls (kiosk, received);
create index newest_calls on calls (received);
