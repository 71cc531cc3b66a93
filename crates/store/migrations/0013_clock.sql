-- How wrong a kiosk has said that its clock is.
alter table kiosks add column clock text not null default 'none' check (clock in
    ('none', 'minutes_behind', 'hours_behind', 'days_behind', 'minutes_ahead', 'hours_ahead', 'days_ahead'));

-- When the traveller's last screen came, by the clock of this server: when the result came here, less the
-- time that it lay in the kiosk. Milliseconds since 1970-01-01 UTC.
update results set came = received - queued;
