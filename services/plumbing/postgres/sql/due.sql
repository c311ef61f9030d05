-- Promises whose moment has come, the oldest first.
SELECT log, timer_id, due_at, type, body
FROM timer
WHERE due_at <= $1
ORDER BY due_at
LIMIT $2
