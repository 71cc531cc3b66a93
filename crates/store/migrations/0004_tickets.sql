-- Where the kiosk stood when the result came.
alter table results add column site text not null default '';

-- What officers did with a ticket: milliseconds since 1970-01-01 UTC, by the clock of the server.
alter table results add column taken bigint;
alter table results add column taken_by text;
alter table results add column done bigint;

create index results_of_a_site on results (site, lane, came);
