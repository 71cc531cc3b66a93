-- Who may use the desk.
create table users (
    name text not null primary key check (length(name) between 1 and 32),
    -- argon2id with its salt and parameters, as a PHC string.
    hash text not null,
    role text not null check (role in ('officer', 'supervisor', 'administrator')),
    -- The one site whose tickets are shown; null for all.
    site text,
    -- Milliseconds since 1970-01-01 UTC; not null from then on, when nobody signs in by this name.
    disabled bigint
);

-- Who is signed in.
create table sessions (
    -- SHA-256 of the token, in hexadecimal: whoever reads this table can be nobody.
    hash text not null primary key check (length(hash) = 64),
    name text not null references users (name),
    began bigint not null,
    -- When its user last did something, to the minute.
    used bigint not null
);
create index sessions_of_a_user on sessions (name);

-- Who did what. Rows are added, never changed.
create table audit (
    number text not null primary key check (length(number) = 32),
    -- Milliseconds since 1970-01-01 UTC.
    at bigint not null,
    -- Null for the command line, and for whoever was refused at sign-in.
    who text,
    did text not null,
    -- The site of the ticket, the kiosk or the user.
    site text,
    kiosk text,
    ticket bigint,
    -- The result's id.
    id text,
    -- The user whom it was done to.
    name text
);
create index newest_audit on audit (at);

-- Who went to a call for staff.
alter table calls add column answered bigint;
alter table calls add column answered_by text;

-- The desk lists what is not finished, and when each kiosk was last heard.
create index open_results on results (lane, came) where done is null;
create index results_of_a_kiosk on results (kiosk, received);
