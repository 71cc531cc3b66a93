-- A provisional number, which a kiosk's tickets carried before it was enrolled: whose it was. Results of
-- that time are taken with it.
alter table kiosks add column enrolled_as text;
create index kiosks_by_number on kiosks (enrolled_as);
