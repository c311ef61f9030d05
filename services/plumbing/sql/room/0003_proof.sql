-- The proof of a log: its tree, what was signed of it, and where it broke with what was signed.

-- Tiles of 256 hashes that are full, and so never change. The tree's right edge is not kept: it is
-- read from the log itself, and from the roots of the tiles below.
CREATE TABLE tile (
    log    text    NOT NULL,
    epoch  integer NOT NULL CHECK (epoch > 0),
    level  integer NOT NULL CHECK (level BETWEEN 0 AND 63),
    index  bigint  NOT NULL CHECK (index >= 0),
    hashes bytea   NOT NULL CHECK (octet_length(hashes) = 8192),
    root   bytea   NOT NULL CHECK (octet_length(root) = 32),
    PRIMARY KEY (log, epoch, level, index)
);

-- What was signed: the notes as they are served.
CREATE TABLE checkpoint (
    log       text        NOT NULL,
    epoch     integer     NOT NULL CHECK (epoch > 0),
    size      bigint      NOT NULL CHECK (size >= 0),
    root      bytea       NOT NULL CHECK (octet_length(root) = 32),
    note      text        NOT NULL,
    signed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (log, epoch, size)
);

-- The epochs after the first, each opened by an operator with a reason: from there on the log does
-- not continue what it signed before, and its tree is a new one.
CREATE TABLE log_epoch (
    log       text        NOT NULL,
    number    integer     NOT NULL CHECK (number > 1),
    reason    text        NOT NULL CHECK (reason <> ''),
    size      bigint      NOT NULL CHECK (size >= 0),
    opened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (log, number)
);

CREATE TRIGGER what_happened_stays
    BEFORE UPDATE OR DELETE OR TRUNCATE ON tile
    FOR EACH STATEMENT EXECUTE FUNCTION what_happened_stays();
CREATE TRIGGER what_happened_stays
    BEFORE UPDATE OR DELETE OR TRUNCATE ON checkpoint
    FOR EACH STATEMENT EXECUTE FUNCTION what_happened_stays();
CREATE TRIGGER what_happened_stays
    BEFORE UPDATE OR DELETE OR TRUNCATE ON log_epoch
    FOR EACH STATEMENT EXECUTE FUNCTION what_happened_stays();
ALTER TABLE tile       ENABLE ALWAYS TRIGGER what_happened_stays;
ALTER TABLE checkpoint ENABLE ALWAYS TRIGGER what_happened_stays;
ALTER TABLE log_epoch  ENABLE ALWAYS TRIGGER what_happened_stays;

REVOKE ALL ON tile, checkpoint, log_epoch FROM PUBLIC;
GRANT SELECT, INSERT ON tile, checkpoint TO {service_role};
GRANT SELECT         ON log_epoch        TO {service_role};
