-- What several decisions need, at one instant. Parts: 0 is the head of the log and what the command
-- was told before, 1 are events of the streams, 2 events of the surroundings. `n` says for whom.
SELECT 0 AS part, a.n::integer AS n, h.position AS head, c.position AS told,
       NULL::text AS log, NULL::bigint AS position, c.stream, c.version, NULL::uuid AS event_id,
       NULL::text AS type, NULL::integer AS schema_version, NULL::timestamptz AS occurred_at,
       NULL::timestamptz AS recorded_at, NULL::text AS person, NULL::text AS role,
       NULL::text AS org, NULL::uuid AS command_id, NULL::uuid AS correlation_id,
       NULL::uuid AS causation_id, c.fingerprint AS body
FROM unnest($1::text[], $2::uuid[]) WITH ORDINALITY AS a (log, command_id, n)
LEFT JOIN LATERAL (
    SELECT h.position FROM log_head AS h WHERE h.log = a.log LIMIT 1
) AS h ON true
LEFT JOIN LATERAL (
    SELECT c.stream, c.version, c.position, c.fingerprint FROM command AS c
    WHERE c.log = a.log AND c.command_id = a.command_id LIMIT 1
) AS c ON true
UNION ALL
SELECT 1, a.n::integer, NULL, NULL, e.*
FROM unnest($3::text[], $4::text[], $5::bigint[]) WITH ORDINALITY AS a (log, stream, after, n)
CROSS JOIN LATERAL (
    SELECT e.log, e.position, e.stream, e.version, e.event_id, e.type, e.schema_version,
           e.occurred_at, e.recorded_at, e.person, e.role, e.org, e.command_id, e.correlation_id,
           e.causation_id, e.body
    FROM event AS e
    WHERE e.log = a.log AND e.stream = a.stream AND e.version > a.after
    ORDER BY e.version
    OFFSET 0
) AS e
UNION ALL
SELECT 2, a.n, NULL, NULL, e.*
FROM unnest($6::text[], $7::text[], $8::bigint[], $9::integer[]) AS a (log, category, after, n)
CROSS JOIN LATERAL (
    SELECT e.log, e.position, e.stream, e.version, e.event_id, e.type, e.schema_version,
           e.occurred_at, e.recorded_at, e.person, e.role, e.org, e.command_id, e.correlation_id,
           e.causation_id, e.body
    FROM event AS e
    WHERE e.log = a.log AND e.category = a.category AND e.position > a.after
    ORDER BY e.position
    OFFSET 0
) AS e
