-- A batch of a log in one statement: the events copied, what the builds have become, positions.

-- Counts up with every change of what stands below a position. Whoever has read and folded without
-- a lock writes only where it still stands: otherwise somebody else was faster, or an operator was.
ALTER TABLE checkpoint ADD COLUMN turn bigint NOT NULL DEFAULT 0;

-- Cards change in place as long as their order and tags do not: no index hears of it.
ALTER TABLE card SET (fillfactor = 80);
ALTER TABLE cell SET (fillfactor = 80);

-- What builds have become: `changes` has a list for each part that has changed. One value instead of
-- a column for each field, since most batches are small and a driver's work is counted in columns.
CREATE OR REPLACE FUNCTION keep_changes(in_room text, in_log text, changes jsonb) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
    IF changes ? 'cards' THEN
        INSERT INTO card (log, projection, version, key, card, stream_version, position, sort, tags)
        SELECT in_log, a.projection, a.version, a.key, a.card::json, a.stream, a.position, a.sort,
               string_to_array(a.tags, chr(31))
        FROM jsonb_to_recordset(changes -> 'cards') AS a (
            projection text, version integer, key text, card text, stream integer, position bigint,
            sort text, tags text)
        ON CONFLICT (projection, version, log, key) DO UPDATE
        SET card = excluded.card, stream_version = excluded.stream_version,
            position = excluded.position, sort = excluded.sort, tags = excluded.tags;
    END IF;
    IF changes ? 'gone' THEN
        DELETE FROM card AS c
        USING jsonb_to_recordset(changes -> 'gone') AS a (projection text, version integer, key text)
        WHERE c.projection = a.projection AND c.version = a.version AND c.log = in_log
          AND c.key = a.key;
    END IF;
    IF changes ? 'cells' THEN
        INSERT INTO cell AS c (log, projection, version, cell, n)
        SELECT in_log, a.projection, a.version, a.cell, a.n
        FROM jsonb_to_recordset(changes -> 'cells')
             AS a (projection text, version integer, cell text, n bigint)
        ON CONFLICT (projection, version, log, cell) DO UPDATE SET n = c.n + excluded.n;
        DELETE FROM cell AS c
        USING jsonb_to_recordset(changes -> 'cells')
              AS a (projection text, version integer, cell text, n bigint)
        WHERE a.n < 0 AND c.projection = a.projection AND c.version = a.version AND c.log = in_log
          AND c.cell = a.cell AND c.n = 0;
    END IF;
    IF changes ? 'ranks' THEN
        INSERT INTO series (log, projection, version, series, last)
        SELECT in_log, a.projection, a.version, a.series, a.last
        FROM jsonb_to_recordset(changes -> 'ranks')
             AS a (projection text, version integer, series text, last integer)
        ON CONFLICT (projection, version, log, series) DO UPDATE SET last = excluded.last;
    END IF;
    IF changes ? 'parked' THEN
        INSERT INTO parked (room, log, projection, version, position, stream, type, rank, why)
        SELECT in_room, in_log, a.*
        FROM jsonb_to_recordset(changes -> 'parked') AS a (
            projection text, version integer, position bigint, stream text, type text,
            rank integer, why text)
        ON CONFLICT DO NOTHING;
    END IF;
END
$$;

-- Moves the copy of the events and then these builds from one position to another, each at its
-- turn; fails as a whole where one of them has moved or changed. The copy goes first: whoever would
-- hold up the hearing locks that row.
CREATE OR REPLACE FUNCTION move_in_turn(
    in_room     text,
    in_log      text,
    projections text[],
    versions    integer[],
    turns       bigint[],
    old         bigint,
    new         bigint
) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    moved integer;
BEGIN
    PERFORM FROM checkpoint AS c
    WHERE c.room = in_room AND c.log = in_log AND c.projection = 'heard' FOR UPDATE;
    UPDATE checkpoint AS c
    SET position = new, turn = c.turn + 1, moved_at = clock_timestamp()
    FROM unnest(projections, versions, turns) AS a (projection, version, turn)
    WHERE c.room = in_room AND c.log = in_log AND c.projection = a.projection
      AND c.version = a.version AND c.turn = a.turn AND c.position = old;
    GET DIAGNOSTICS moved = ROW_COUNT;
    IF moved <> cardinality(projections) THEN
        RAISE EXCEPTION 'a position has moved' USING ERRCODE = 'serialization_failure';
    END IF;
END
$$;
