-- The events of these types in a stretch of a log, in order.
SELECT log, position, stream, version, event_id, type, schema_version, occurred_at, recorded_at,
       person, role, org, command_id, correlation_id, causation_id, body
FROM event
WHERE log = $1 AND position > $2 AND position <= $3 AND type = ANY($4::text[])
ORDER BY position
