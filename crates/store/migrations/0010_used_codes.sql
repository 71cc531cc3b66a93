-- The key that a code has enrolled. The kiosk may ask again while the code lasts: the answer may have
-- been lost.
alter table codes add column enrolled text;
