-- Where the officer who took the ticket calls its traveller to, in the words of the site's own signs.
-- Null if the officer has said no place, or has put the ticket back.
alter table results add column place text;
