-- Everything here is a copy: dropped whole, it grows again from the rooms' logs.

-- How far each build of each projection has read one log. `heard` is the copy of the events;
-- a read model never stands before it, and catches up from it.
CREATE TABLE checkpoint (
    room       text        NOT NULL,
    log        text        NOT NULL,
    projection text        NOT NULL,
    version    integer     NOT NULL,
    position   bigint      NOT NULL CHECK (position >= 0),
    moved_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (room, log, projection, version)
) WITH (fillfactor = 50);

-- The builds of a read model: `fold` is the version of the code that folds it, `version` counts
-- the builds. One that is still building is never shown.
CREATE TABLE build (
    projection text        NOT NULL,
    version    integer     NOT NULL,
    fold       integer     NOT NULL,
    ready      boolean     NOT NULL,
    begun_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (projection, version)
);

-- Which build readers are shown: one row to switch forward, one row to switch back.
CREATE TABLE alias (
    projection text    NOT NULL PRIMARY KEY,
    version    integer NOT NULL
);

-- Every event as it was told: history, the event stream, rebuilding, questions about the past.
CREATE TABLE heard (
    room           text        NOT NULL,
    log            text        NOT NULL,
    position       bigint      NOT NULL,
    category       text        NOT NULL,
    stream         text        NOT NULL,
    version        integer     NOT NULL,
    type           text        NOT NULL,
    schema_version integer     NOT NULL,
    occurred_at    timestamptz NOT NULL,
    recorded_at    timestamptz NOT NULL,
    actor_person   text        NOT NULL,
    actor_role     text        NOT NULL,
    actor_org      text        NOT NULL,
    event_id       uuid        NOT NULL,
    command_id     uuid        NOT NULL,
    correlation_id uuid        NOT NULL,
    causation_id   uuid,
    body           bytea       NOT NULL,
    PRIMARY KEY (room, log, position)
);
CREATE UNIQUE INDEX heard_stream ON heard (room, log, stream, version);
CREATE INDEX heard_category ON heard (room, log, category, position);

-- What is on the screen. `card` is JSON exactly as the fold wrote it.
CREATE TABLE card (
    projection     text    NOT NULL,
    version        integer NOT NULL,
    log            text    NOT NULL,
    key            text    NOT NULL,
    card           json    NOT NULL,
    stream_version integer NOT NULL,
    position       bigint  NOT NULL,
    sort           text    NOT NULL,
    tags           text[]  NOT NULL,
    PRIMARY KEY (projection, version, log, key)
);
CREATE INDEX card_order ON card (projection, version, log, sort, key);
CREATE INDEX card_tags ON card USING gin (tags);

-- The sums that statistics are rendered from; `cell` is its name as a JSON array.
CREATE TABLE cell (
    projection text    NOT NULL,
    version    integer NOT NULL,
    log        text    NOT NULL,
    cell       text    NOT NULL,
    n          bigint  NOT NULL,
    PRIMARY KEY (projection, version, log, cell)
);

-- The last rank taken in each series (case numbers count by year).
CREATE TABLE series (
    projection text    NOT NULL,
    version    integer NOT NULL,
    log        text    NOT NULL,
    series     text    NOT NULL,
    last       integer NOT NULL,
    PRIMARY KEY (projection, version, log, series)
);

-- Events that would not fold, and those of their stream that wait behind them, per build.
CREATE TABLE parked (
    projection text        NOT NULL,
    version    integer     NOT NULL,
    room       text        NOT NULL,
    log        text        NOT NULL,
    position   bigint      NOT NULL,
    stream     text        NOT NULL,
    type       text        NOT NULL,
    rank       integer     NOT NULL,
    why        text        NOT NULL,
    parked_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (projection, version, room, log, position)
);

-- Events an operator had a read model do without, and the reason. Rebuilding keeps to it.
CREATE TABLE dropped (
    projection text        NOT NULL,
    room       text        NOT NULL,
    log        text        NOT NULL,
    position   bigint      NOT NULL,
    reason     text        NOT NULL,
    dropped_by text        NOT NULL,
    dropped_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (projection, room, log, position)
);

GRANT SELECT, INSERT, UPDATE, DELETE
    ON checkpoint, build, alias, heard, card, cell, series, parked, dropped TO {service_role};
