-- Begin a log, with an epoch of its own; nothing happens to one that has begun.
INSERT INTO log_head (log) VALUES ($1) ON CONFLICT (log) DO NOTHING
