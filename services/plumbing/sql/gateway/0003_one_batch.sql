-- A batch of a log in one statement: the events copied, what the builds have become, positions.

-- Counts up with every change of what stands below a position. Whoever has read and folded without
-- a lock writes only where it still stands: otherwise somebody else was faster, or an operator was.
ALTER TABLE checkpoint ADD COLUMN turn bigint NOT NULL DEFAULT 0;

-- Cards change in place as long as their order and tags do not: no index hears of it.
ALTER TABLE card SET (fillfactor = 80);
ALTER TABLE cell SET (fillfactor = 80);

-- What builds have become, part by part; the arrays of each part are columns of equal length.
CREATE OR REPLACE FUNCTION keep_changes(
    in_room            text,
    in_log             text,
    card_projections   text[],
    card_versions      integer[],
    card_keys          text[],
    card_texts         text[],
    card_streams       integer[],
    card_positions     bigint[],
    card_sorts         text[],
    card_tags          text[],
    gone_projections   text[],
    gone_versions      integer[],
    gone_keys          text[],
    cell_projections   text[],
    cell_versions      integer[],
    cell_names         text[],
    cell_counts        bigint[],
    rank_projections   text[],
    rank_versions      integer[],
    rank_series        text[],
    rank_lasts         integer[],
    parked_projections text[],
    parked_versions    integer[],
    parked_positions   bigint[],
    parked_streams     text[],
    parked_types       text[],
    parked_ranks       integer[],
    parked_whys        text[]
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF cardinality(card_keys) > 0 THEN
        INSERT INTO card (log, projection, version, key, card, stream_version, position, sort, tags)
        SELECT in_log, a.projection, a.version, a.key, a.card::json, a.stream, a.position, a.sort,
               string_to_array(a.tags, chr(31))
        FROM unnest(card_projections, card_versions, card_keys, card_texts, card_streams,
                    card_positions, card_sorts, card_tags)
             AS a (projection, version, key, card, stream, position, sort, tags)
        ON CONFLICT (projection, version, log, key) DO UPDATE
        SET card = excluded.card, stream_version = excluded.stream_version,
            position = excluded.position, sort = excluded.sort, tags = excluded.tags;
    END IF;
    IF cardinality(gone_keys) > 0 THEN
        DELETE FROM card AS c WHERE c.log = in_log AND (c.projection, c.version, c.key) IN
            (SELECT * FROM unnest(gone_projections, gone_versions, gone_keys));
    END IF;
    IF cardinality(cell_names) > 0 THEN
        INSERT INTO cell AS c (log, projection, version, cell, n)
        SELECT in_log, * FROM unnest(cell_projections, cell_versions, cell_names, cell_counts)
        ON CONFLICT (projection, version, log, cell) DO UPDATE SET n = c.n + excluded.n;
        IF 0 > ANY (cell_counts) THEN
            DELETE FROM cell AS c
            WHERE c.n = 0 AND c.log = in_log AND (c.projection, c.version, c.cell) IN
                (SELECT * FROM unnest(cell_projections, cell_versions, cell_names));
        END IF;
    END IF;
    IF cardinality(rank_series) > 0 THEN
        INSERT INTO series (log, projection, version, series, last)
        SELECT in_log, * FROM unnest(rank_projections, rank_versions, rank_series, rank_lasts)
        ON CONFLICT (projection, version, log, series) DO UPDATE SET last = excluded.last;
    END IF;
    IF cardinality(parked_positions) > 0 THEN
        INSERT INTO parked (room, log, projection, version, position, stream, type, rank, why)
        SELECT in_room, in_log, *
        FROM unnest(parked_projections, parked_versions, parked_positions, parked_streams,
                    parked_types, parked_ranks, parked_whys)
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
