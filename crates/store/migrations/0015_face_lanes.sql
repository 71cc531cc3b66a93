-- Whether a kiosk has said that it can compare faces, or why not, and since when: milliseconds since
-- 1970-01-01 UTC. What it said of its settings before this step says nothing of it.
alter table kiosks add column face_lane text;
alter table kiosks add column lane_told bigint;
