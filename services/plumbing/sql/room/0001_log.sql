-- A room's log. `log` is the street, and stands first in every key: a street can move away alone.

-- How far each log has come. An append holds this row while it numbers, so positions have no hole.
-- `epoch` is made anew only when an operator says that history was lost (a restored backup).
CREATE TABLE log_head (
    log          text        PRIMARY KEY,
    position     bigint      NOT NULL DEFAULT 0 CHECK (position >= 0),
    epoch        uuid        NOT NULL DEFAULT gen_random_uuid(),
    committed_at timestamptz NOT NULL DEFAULT clock_timestamp()
) WITH (fillfactor = 50);

-- How far each stream has come, and by which attempt of which process (see Append.attempt).
CREATE TABLE stream_head (
    log      text   NOT NULL,
    stream   text   NOT NULL,
    category text   NOT NULL GENERATED ALWAYS AS (split_part(stream, '-', 1)) STORED,
    version  bigint NOT NULL CHECK (version > 0),
    position bigint NOT NULL CHECK (position > 0),
    attempt  bigint NOT NULL,
    PRIMARY KEY (log, stream)
) WITH (fillfactor = 80);

-- What happened. `body` is bytes, not jsonb: hashes and signatures cover it exactly.
CREATE TABLE event (
    log            text        NOT NULL,
    position       bigint      NOT NULL CHECK (position > 0),
    stream         text        NOT NULL,
    category       text        NOT NULL GENERATED ALWAYS AS (split_part(stream, '-', 1)) STORED,
    version        bigint      NOT NULL CHECK (version > 0),
    event_id       uuid        NOT NULL UNIQUE,
    type           text        NOT NULL,
    schema_version integer     NOT NULL CHECK (schema_version > 0),
    occurred_at    timestamptz NOT NULL,
    recorded_at    timestamptz NOT NULL,
    person         text        NOT NULL,
    role           text        NOT NULL,
    org            text        NOT NULL,
    command_id     uuid        NOT NULL,
    correlation_id uuid        NOT NULL,
    causation_id   uuid,
    body           bytea       NOT NULL,
    PRIMARY KEY (log, position),
    UNIQUE (log, stream, version)
);

-- The surroundings of a room: a few categories, from a position on.
CREATE INDEX event_category ON event (log, category, position);

-- Which positions were committed together and when: never earlier than the batch before.
CREATE TABLE commit_batch (
    log            text        NOT NULL,
    first_position bigint      NOT NULL,
    last_position  bigint      NOT NULL CHECK (last_position >= first_position),
    committed_at   timestamptz NOT NULL,
    writer         text        NOT NULL,
    PRIMARY KEY (log, last_position)
);

CREATE INDEX commit_batch_time ON commit_batch (log, committed_at, last_position);

-- What each command was told: whoever repeats it is told the same.
CREATE TABLE command (
    log         text        NOT NULL,
    command_id  uuid        NOT NULL,
    fingerprint bytea       NOT NULL,
    stream      text        NOT NULL,
    version     bigint      NOT NULL,
    position    bigint      NOT NULL,
    told_at     timestamptz NOT NULL,
    PRIMARY KEY (log, command_id)
);

-- Promises about time that are still to keep. A kept or broken one leaves: what came of it is in
-- the log, and its id is the id of the command that was asked.
CREATE TABLE timer (
    log      text        NOT NULL,
    stream   text        NOT NULL,
    name     text        NOT NULL,
    timer_id uuid        NOT NULL,
    due_at   timestamptz NOT NULL,
    type     text        NOT NULL,
    body     bytea       NOT NULL,
    PRIMARY KEY (log, stream, name),
    UNIQUE (log, timer_id)
);

CREATE INDEX timer_due ON timer (due_at);

-- Things that may exist only once, and the stream that holds them (for good where `until` is null).
CREATE TABLE reservation (
    log    text NOT NULL,
    scope  text NOT NULL,
    key    text NOT NULL,
    stream text NOT NULL,
    until  timestamptz,
    PRIMARY KEY (log, scope, key)
);

-- How far this room has heard each room's log (its own included), for its reactions.
CREATE TABLE reaction_checkpoint (
    heard_room text   NOT NULL,
    log        text   NOT NULL,
    position   bigint NOT NULL CHECK (position >= 0),
    PRIMARY KEY (heard_room, log)
);

CREATE FUNCTION what_happened_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'what happened stays: % is append-only', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER what_happened_stays
    BEFORE UPDATE OR DELETE OR TRUNCATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION what_happened_stays();
CREATE TRIGGER what_happened_stays
    BEFORE UPDATE OR DELETE OR TRUNCATE ON commit_batch
    FOR EACH STATEMENT EXECUTE FUNCTION what_happened_stays();
ALTER TABLE event        ENABLE ALWAYS TRIGGER what_happened_stays;
ALTER TABLE commit_batch ENABLE ALWAYS TRIGGER what_happened_stays;

REVOKE ALL ON log_head, stream_head, event, commit_batch, command, timer, reservation,
    reaction_checkpoint FROM PUBLIC;
GRANT SELECT, INSERT                  ON event, commit_batch, command TO {service_role};
GRANT SELECT, INSERT                  ON log_head                     TO {service_role};
GRANT UPDATE (position, committed_at) ON log_head                     TO {service_role};
GRANT SELECT, INSERT, UPDATE          ON stream_head                  TO {service_role};
GRANT SELECT, INSERT, UPDATE, DELETE  ON timer, reservation           TO {service_role};
GRANT SELECT, INSERT, UPDATE          ON reaction_checkpoint          TO {service_role};
