-- The build readers were shown before this one: switching back is the same one row.
ALTER TABLE alias ADD COLUMN before integer;

-- How far a log had come by a moment: what was recorded by then is everything up to one position.
CREATE INDEX heard_recorded ON heard (room, log, recorded_at, position);
