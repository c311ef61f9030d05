-- What several decisions need, at one instant. Parts: 0 are the heads of the logs, 1 what commands
-- were told before, 2 events of the streams, 3 events of the surroundings: of each category not
-- more than $11, so that whoever has to read a whole log does so in pages. `n` says for whom.
SELECT 0 AS part, a.n::integer AS n, h.position AS head,
       NULL::text AS log, NULL::bigint AS position, NULL::text AS stream, NULL::bigint AS version,
       NULL::uuid AS event_id, NULL::text AS type, NULL::integer AS schema_version,
       NULL::timestamptz AS occurred_at, NULL::timestamptz AS recorded_at, NULL::text AS person,
       NULL::text AS role, NULL::text AS org, NULL::uuid AS command_id,
       NULL::uuid AS correlation_id, NULL::uuid AS causation_id, NULL::bytea AS body
FROM unnest(string_to_array($1::text, chr(31))) WITH ORDINALITY AS a (log, n)
CROSS JOIN LATERAL (
    SELECT h.position FROM log_head AS h WHERE h.log = a.log LIMIT 1
) AS h
UNION ALL
SELECT 1, a.n::integer, NULL, NULL, c.position, c.stream, c.version, NULL, NULL, NULL, NULL, NULL,
       NULL, NULL, NULL, NULL, NULL, NULL, c.fingerprint
FROM unnest(string_to_array($2::text, chr(31)), $3::uuid[])
     WITH ORDINALITY AS a (log, command_id, n)
CROSS JOIN LATERAL (
    SELECT c.stream, c.version, c.position, c.fingerprint FROM command AS c
    WHERE c.log = a.log AND c.command_id = a.command_id LIMIT 1
) AS c
UNION ALL
SELECT 2, a.n::integer, NULL, e.*
FROM unnest(
    string_to_array($4::text, chr(31)), string_to_array($5::text, chr(31)), $6::text::bigint[]
) WITH ORDINALITY AS a (log, stream, after, n)
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
SELECT 3, a.n, NULL, e.*
FROM unnest($7::text[], $8::text[], $9::bigint[], $10::integer[]) AS a (log, category, after, n)
CROSS JOIN LATERAL (
    SELECT e.log, e.position, e.stream, e.version, e.event_id, e.type, e.schema_version,
           e.occurred_at, e.recorded_at, e.person, e.role, e.org, e.command_id, e.correlation_id,
           e.causation_id, e.body
    FROM event AS e
    WHERE e.log = a.log AND e.category = a.category AND e.position > a.after
    ORDER BY e.position
    LIMIT $11
) AS e
