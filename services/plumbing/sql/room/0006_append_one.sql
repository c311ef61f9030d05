-- One request with one event, on a stream of its own, that claims nothing and promises nothing: what
-- most commands are while few are asked, when a batch of one pays for columns that hold one value.
--
-- As `append_batch_v2` in everything it answers and writes; the same promises are tried on both.
CREATE FUNCTION append_one(
    in_log          text,
    in_writer       text,
    in_stream       text,
    in_command      uuid,
    in_fingerprint  bytea,
    in_attempt      bigint,
    knew            bigint,      -- null: it was looked
    guard_version   bigint,
    guard_attempt   bigint,      -- whose events were decided upon before they were written
    occurred        timestamptz,
    in_person       text,
    in_role         text,
    in_org          text,
    in_correlation  uuid,
    in_causation    uuid,
    in_event        uuid,
    in_type         text,
    in_schema       integer,
    in_body         bytea,
    OUT outcome       text,      -- written, again, reused or raced; null for an unknown log
    OUT told_stream   text,
    OUT told_version  bigint,
    OUT told_position bigint,
    OUT moment        timestamptz,
    OUT waited        double precision
) LANGUAGE plpgsql AS $$
DECLARE
    asked_at    timestamptz := clock_timestamp();
    head        bigint;
    foreign_to  bigint;
    version_now bigint;
    attempt_now bigint;
    known_as    bytea;
BEGIN
    SELECT h.position, h.committed_at,
           CASE WHEN h.writer = in_writer AND h.writer_to = h.position
                THEN h.writer_since ELSE h.position END
    INTO head, moment, foreign_to
    FROM log_head AS h WHERE h.log = in_log FOR UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    moment := greatest(moment, clock_timestamp());
    waited := extract(epoch FROM clock_timestamp() - asked_at);

    SELECT coalesce(s.version, 0), s.attempt, c.fingerprint, c.stream, c.version, c.position
    INTO version_now, attempt_now, known_as, told_stream, told_version, told_position
    FROM (VALUES (true)) AS always
    LEFT JOIN stream_head AS s ON s.log = in_log AND s.stream = in_stream
    LEFT JOIN command AS c ON c.log = in_log AND c.command_id = in_command;

    IF known_as IS NOT NULL THEN
        outcome := CASE WHEN known_as = in_fingerprint THEN 'again' ELSE 'reused' END;
        RETURN;
    END IF;
    IF knew < foreign_to OR version_now <> guard_version OR attempt_now <> guard_attempt THEN
        outcome := 'raced';
        RETURN;
    END IF;

    head := head + 1;
    outcome := 'written';
    told_stream := in_stream;
    told_version := guard_version + 1;
    told_position := head;
    WITH answered AS (
        INSERT INTO command (log, command_id, fingerprint, stream, version, position, told_at)
        VALUES (in_log, in_command, in_fingerprint, in_stream, told_version, head, moment)
    ), happened AS (
        INSERT INTO event (
            log, position, stream, version, event_id, type, schema_version, occurred_at,
            recorded_at, person, role, org, command_id, correlation_id, causation_id, body
        )
        VALUES (in_log, head, in_stream, told_version, in_event, in_type, in_schema, occurred,
                moment, in_person, in_role, in_org, in_command, in_correlation, in_causation,
                in_body)
    ), stands AS (
        INSERT INTO stream_head AS h (log, stream, version, position, attempt)
        VALUES (in_log, in_stream, told_version, head, in_attempt)
        ON CONFLICT (log, stream) DO UPDATE
        SET version = excluded.version, position = excluded.position, attempt = excluded.attempt
    ), together AS (
        INSERT INTO commit_batch (log, first_position, last_position, committed_at, writer)
        VALUES (in_log, head, head, moment, in_writer)
    )
    UPDATE log_head AS h
    SET position = head, committed_at = moment,
        writer = in_writer, writer_since = foreign_to, writer_to = head
    WHERE h.log = in_log;
END
$$;

REVOKE ALL ON FUNCTION append_one FROM PUBLIC;
GRANT EXECUTE ON FUNCTION append_one TO {service_role};
