-- Groups of travellers that officers have called ashore, by the names in the site's settings.
create table called_groups (
    -- The site whose officer has called the group; empty for all sites.
    site text not null,
    name text not null,
    -- Milliseconds since 1970-01-01 UTC.
    called bigint not null,
    primary key (site, name)
);
