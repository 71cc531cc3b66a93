-- The audit is kept for a time as well. No site is an empty one, as elsewhere.
update audit set site = '' where site is null;
alter table audit add column class text not null default 'audit';
create index audit_of_a_class on audit (site, class, at);
