"""The statements of a log's tree: see migration 0003."""

STANDS = """
SELECT h.position, coalesce(max(e.number), 1) AS epoch,
       (SELECT v.event_id FROM event v WHERE v.log = h.log AND v.position = $2) AS event_id,
       (SELECT v.event_id FROM event v WHERE v.log = h.log AND v.position = h.position) AS last_id
FROM log_head h LEFT JOIN log_epoch e USING (log)
WHERE h.log = $1 GROUP BY h.log
"""
EPOCHS = "SELECT number, reason, size, opened_at FROM log_epoch WHERE log = $1 ORDER BY number"
FULL = "SELECT hashes FROM tile WHERE log = $1 AND epoch = $2 AND level = $3 AND index = $4"
ROOTS = """
SELECT root FROM tile
WHERE log = $1 AND epoch = $2 AND level = $3 AND index >= $4 AND index < $5 ORDER BY index
"""
KEEP = """
INSERT INTO tile (log, epoch, level, index, hashes, root)
SELECT $1, $2, * FROM unnest($3::integer[], $4::bigint[], $5::bytea[], $6::bytea[])
ON CONFLICT DO NOTHING
"""
DIFFERS = """
SELECT count(*) FROM unnest($3::integer[], $4::bigint[], $5::bytea[]) AS new (level, index, root)
JOIN tile t ON t.log = $1 AND t.epoch = $2 AND t.level = new.level AND t.index = new.index
WHERE t.root <> new.root
"""
LAST = """
SELECT epoch, size, root, note FROM checkpoint WHERE log = $1 AND epoch <= $2
ORDER BY epoch DESC, size DESC LIMIT 1
"""
SIGN = """
INSERT INTO checkpoint (log, epoch, size, root, note) VALUES ($1, $2, $3, $4, $5)
ON CONFLICT DO NOTHING
"""
ANCHORED_AT = """
SELECT coalesce(
    (SELECT recorded_at FROM event
     WHERE log = $1 AND category = 'anchor' AND type LIKE '%CheckpointAnchored'
     ORDER BY position DESC LIMIT 1),
    (SELECT recorded_at FROM event WHERE log = $1 AND position = 1))
"""
SAID = """
SELECT told->>'note' FROM (
    SELECT convert_from(body, 'UTF8')::jsonb AS told FROM event
    WHERE log = $1 AND stream = $2 AND type LIKE '%CheckpointAnchored'
) AS anchored
ORDER BY coalesce(substring(told->>'note' FROM '/epoch-([0-9]+)\\n')::bigint, 1) DESC,
         (told->>'size')::bigint DESC
LIMIT 1
"""
