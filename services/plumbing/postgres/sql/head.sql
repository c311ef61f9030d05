-- How far a log has come.
SELECT position FROM log_head WHERE log = $1
