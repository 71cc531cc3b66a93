-- What a kiosk that reads chips has said of its reader and its trust list: null where it reads none.
alter table kiosks add column reader text check (reader in ('present', 'absent'));
alter table kiosks add column trust_list text check (length(trust_list) = 8);
-- Days since 1970-01-01.
alter table kiosks add column trust_list_day bigint;
