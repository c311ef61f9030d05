-- Who else writes a log stands in its head row, so that no append needs to search for it.
--
-- `writer` wrote everything after `writer_since`, as was noted when the head stood at `writer_to`.
-- Where the head stands elsewhere, a program of an older release has written since, which notes
-- nothing: then everything counts as another's.
ALTER TABLE log_head
    ADD COLUMN writer       text   NOT NULL DEFAULT '',
    ADD COLUMN writer_since bigint NOT NULL DEFAULT 0,
    ADD COLUMN writer_to    bigint NOT NULL DEFAULT 0;
GRANT UPDATE (writer, writer_since, writer_to) ON log_head TO {service_role};

-- As in 0004, but for `foreign_to`.
CREATE OR REPLACE FUNCTION append_batch_v2(
    in_log          text,
    in_writer       text,
    streams         text[],
    scopes          text[],
    keys            text[],
    command_ids     uuid[],
    fingerprints    bytea[],
    attempts        bigint[],
    knew            bigint[],    -- null: it was looked
    own_streams     integer[],
    occurred        timestamptz[],
    persons         text[],
    roles           text[],
    orgs            text[],
    correlations    uuid[],
    causations      uuid[],
    event_counts    integer[],
    guard_counts    integer[],
    claim_counts    integer[],
    guard_streams   integer[],
    guard_versions  bigint[],
    guard_attempts  bigint[],    -- whose events were decided upon before they were written
    guard_added     integer[],   -- how many events this request adds to the stream
    guard_last_nths integer[],   -- which of the request's events is the stream's new last one
    claim_keys      integer[],
    claim_streams   integer[],
    claim_takes     boolean[],   -- false: give it back
    claim_untils    timestamptz[],
    event_requests  integer[],
    event_nths      integer[],
    event_streams   integer[],
    event_versions  bigint[],
    event_ids       uuid[],
    event_types     text[],
    event_schemas   integer[],
    event_bodies    bytea[],
    timer_requests  integer[],
    timer_streams   integer[],
    timer_names     text[],
    timer_ids       uuid[],      -- null: cancelled
    timer_dues      timestamptz[],
    timer_types     text[],
    timer_bodies    bytea[],
    OUT outcomes       text[],   -- written, again, reused, raced or taken; null for an unknown log
    OUT told_streams   text[],
    OUT told_versions  bigint[],
    OUT told_positions bigint[],
    OUT told_claims    integer[],
    OUT moment         timestamptz,  -- when: never before the batch that was before
    OUT waited         double precision
) LANGUAGE plpgsql AS $$
DECLARE
    asked_at   timestamptz := clock_timestamp();
    how_many   integer     := cardinality(command_ids);
    first_head bigint;
    head       bigint;
    -- Of each stream of the batch, as it stands after the requests accepted so far.
    versions   bigint[];
    lasts      bigint[];
    writers    bigint[];
    before     bigint[];
    -- Of each claim of the batch, likewise.
    holders    text[];
    untils     timestamptz[];
    old_holder text[]        := '{}';
    old_until  timestamptz[] := '{}';
    -- Of each request: the head before its events, -1 where it was not accepted.
    starts     bigint[]      := array_fill(-1::bigint, ARRAY[how_many]);
    asked      record;
    holder     record;
    n          integer;
    s          integer;
    k          integer;
    g_first    integer;
    g_last     integer := 0;
    c_first    integer;
    c_last     integer := 0;
    lost       boolean;
    foreign_to bigint;      -- the last position that another writer added, for all that is known
BEGIN
    SELECT h.position, h.committed_at,
           CASE WHEN h.writer = in_writer AND h.writer_to = h.position
                THEN h.writer_since ELSE h.position END
    INTO head, moment, foreign_to
    FROM log_head AS h WHERE h.log = in_log FOR UPDATE;
    IF NOT FOUND THEN
        RETURN;
    END IF;
    first_head := head;
    moment := greatest(moment, clock_timestamp());
    waited := extract(epoch FROM clock_timestamp() - asked_at);
    outcomes       := array_fill('raced'::text, ARRAY[how_many]);
    told_streams   := array_fill(NULL::text, ARRAY[how_many]);
    told_versions  := array_fill(NULL::bigint, ARRAY[how_many]);
    told_positions := array_fill(NULL::bigint, ARRAY[how_many]);
    told_claims    := array_fill(NULL::integer, ARRAY[how_many]);

    SELECT array_agg(coalesce(h.version, 0) ORDER BY a.i),
           array_agg(coalesce(h.position, 0) ORDER BY a.i),
           array_agg(h.attempt ORDER BY a.i)
    INTO versions, lasts, writers
    FROM unnest(streams) WITH ORDINALITY AS a (stream, i)
    LEFT JOIN LATERAL (
        SELECT h.version, h.position, h.attempt FROM stream_head AS h
        WHERE h.log = in_log AND h.stream = a.stream LIMIT 1
    ) AS h ON true;
    before := versions;

    IF cardinality(keys) > 0 THEN
        SELECT array_agg(r.stream ORDER BY a.i), array_agg(r.until ORDER BY a.i)
        INTO holders, untils
        FROM unnest(scopes, keys) WITH ORDINALITY AS a (scope, key, i)
        LEFT JOIN LATERAL (
            SELECT r.stream, r.until FROM reservation AS r
            WHERE r.log = in_log AND r.scope = a.scope AND r.key = a.key LIMIT 1
        ) AS r ON true;
    END IF;

    FOR asked IN
        SELECT a.i, a.fingerprint, c.fingerprint AS known_as, c.stream, c.version, c.position
        FROM unnest(command_ids, fingerprints) WITH ORDINALITY AS a (command_id, fingerprint, i)
        LEFT JOIN LATERAL (
            SELECT c.fingerprint, c.stream, c.version, c.position FROM command AS c
            WHERE c.log = in_log AND c.command_id = a.command_id LIMIT 1
        ) AS c ON true
        ORDER BY a.i
    LOOP
        n := asked.i;
        g_first := g_last + 1;
        g_last := g_last + guard_counts[n];
        c_first := c_last + 1;
        c_last := c_last + claim_counts[n];

        IF asked.known_as IS NOT NULL THEN
            outcomes[n] := CASE WHEN asked.known_as = asked.fingerprint
                                THEN 'again' ELSE 'reused' END;
            told_streams[n] := asked.stream;
            told_versions[n] := asked.version;
            told_positions[n] := asked.position;
            CONTINUE;
        END IF;

        lost := coalesce(knew[n] < foreign_to, false);
        FOR i IN g_first..g_last LOOP
            s := guard_streams[i];
            IF versions[s] <> guard_versions[i] OR writers[s] <> guard_attempts[i] THEN
                lost := true;
                EXIT;
            END IF;
        END LOOP;
        CONTINUE WHEN lost;

        -- In order, so that what one stream gives back another may take; undone if one is held.
        FOR i IN c_first..c_last LOOP
            k := claim_keys[i];
            s := claim_streams[i];
            old_holder[i] := holders[k];
            old_until[i] := untils[k];
            IF claim_takes[i] THEN
                IF holders[k] <> streams[s] AND (untils[k] IS NULL OR untils[k] > moment) THEN
                    outcomes[n] := 'taken';
                    told_claims[n] := k;
                    told_streams[n] := holders[k];
                    FOR j IN REVERSE i - 1..c_first LOOP
                        holders[claim_keys[j]] := old_holder[j];
                        untils[claim_keys[j]] := old_until[j];
                    END LOOP;
                    EXIT;
                END IF;
                holders[k] := streams[s];
                untils[k] := claim_untils[i];
            ELSIF holders[k] = streams[s] THEN
                holders[k] := NULL;
                untils[k] := NULL;
            END IF;
        END LOOP;
        IF outcomes[n] = 'taken' THEN
            s := array_position(streams, told_streams[n]);
            IF s IS NULL THEN
                SELECT h.version, h.position INTO holder
                FROM stream_head AS h WHERE h.log = in_log AND h.stream = told_streams[n];
                told_versions[n] := holder.version;
                told_positions[n] := holder.position;
            ELSE
                told_versions[n] := versions[s];
                told_positions[n] := lasts[s];
            END IF;
            CONTINUE;
        END IF;

        FOR i IN g_first..g_last LOOP
            IF guard_added[i] > 0 THEN
                s := guard_streams[i];
                versions[s] := versions[s] + guard_added[i];
                lasts[s] := head + guard_last_nths[i];
                writers[s] := attempts[n];
            END IF;
        END LOOP;
        starts[n] := head;
        head := head + event_counts[n];
        outcomes[n] := 'written';
        told_streams[n] := streams[own_streams[n]];
        told_versions[n] := versions[own_streams[n]];
        told_positions[n] := head;
    END LOOP;

    INSERT INTO command (log, command_id, fingerprint, stream, version, position, told_at)
    SELECT in_log, a.command_id, a.fingerprint,
           told_streams[a.i], told_versions[a.i], told_positions[a.i], moment
    FROM unnest(command_ids, fingerprints) WITH ORDINALITY AS a (command_id, fingerprint, i)
    WHERE starts[a.i] >= 0;

    IF head > first_head THEN
        INSERT INTO event (
            log, position, stream, version, event_id, type, schema_version, occurred_at,
            recorded_at, person, role, org, command_id, correlation_id, causation_id, body
        )
        SELECT in_log, starts[e.n] + e.nth, streams[e.s], e.version, e.id, e.type, e.schema,
               occurred[e.n], moment, persons[e.n], roles[e.n], orgs[e.n],
               command_ids[e.n], correlations[e.n], causations[e.n], e.body
        FROM unnest(
            event_requests, event_nths, event_streams, event_versions, event_ids, event_types,
            event_schemas, event_bodies
        ) AS e (n, nth, s, version, id, type, schema, body)
        WHERE starts[e.n] >= 0;

        INSERT INTO stream_head AS h (log, stream, version, position, attempt)
        SELECT in_log, a.stream, versions[a.i], lasts[a.i], writers[a.i]
        FROM unnest(streams) WITH ORDINALITY AS a (stream, i)
        WHERE versions[a.i] > before[a.i]
        ON CONFLICT (log, stream) DO UPDATE
        SET version = excluded.version, position = excluded.position,
            attempt = excluded.attempt;

        INSERT INTO commit_batch (log, first_position, last_position, committed_at, writer)
        VALUES (in_log, first_head + 1, head, moment, in_writer);

        UPDATE log_head AS h
        SET position = head, committed_at = moment,
            writer = in_writer, writer_since = foreign_to, writer_to = head
        WHERE h.log = in_log;
    END IF;

    IF c_last > 0 THEN
        DELETE FROM reservation AS r
        USING unnest(scopes, keys) WITH ORDINALITY AS a (scope, key, i)
        WHERE r.log = in_log AND r.scope = a.scope AND r.key = a.key AND holders[a.i] IS NULL;

        INSERT INTO reservation AS r (log, scope, key, stream, until)
        SELECT in_log, a.scope, a.key, holders[a.i], untils[a.i]
        FROM unnest(scopes, keys) WITH ORDINALITY AS a (scope, key, i)
        WHERE holders[a.i] IS NOT NULL
        ON CONFLICT (log, scope, key) DO UPDATE
        SET stream = excluded.stream, until = excluded.until
        WHERE (r.stream, r.until) IS DISTINCT FROM (excluded.stream, excluded.until);
    END IF;

    IF cardinality(timer_requests) > 0 THEN
        WITH latest AS (
            SELECT DISTINCT ON (t.s, t.name) streams[t.s] AS stream, t.name, t.id
            FROM unnest(timer_requests, timer_streams, timer_names, timer_ids)
                AS t (n, s, name, id)
            WHERE starts[t.n] >= 0
            ORDER BY t.s, t.name, t.n DESC
        )
        DELETE FROM timer AS t USING latest AS l
        WHERE t.log = in_log AND t.stream = l.stream AND t.name = l.name AND l.id IS NULL;

        INSERT INTO timer AS t (log, stream, name, timer_id, due_at, type, body)
        SELECT in_log, streams[l.s], l.name, l.id, l.due, l.type, l.body
        FROM (
            SELECT DISTINCT ON (t.s, t.name) t.s, t.name, t.id, t.due, t.type, t.body
            FROM unnest(
                timer_requests, timer_streams, timer_names, timer_ids, timer_dues, timer_types,
                timer_bodies
            ) AS t (n, s, name, id, due, type, body)
            WHERE starts[t.n] >= 0
            ORDER BY t.s, t.name, t.n DESC
        ) AS l
        WHERE l.id IS NOT NULL
        ON CONFLICT (log, stream, name) DO UPDATE
        SET timer_id = excluded.timer_id, due_at = excluded.due_at, type = excluded.type,
            body = excluded.body;
    END IF;
END
$$;
