-- One row per person: first their key, then, once they are erased, their tombstone.
-- The same row on purpose: the primary key alone keeps a late first use from bringing a key back.
CREATE TABLE person_key (
    person     uuid        PRIMARY KEY,
    kek_id     text,
    wrapped    bytea,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    erased_at  timestamptz,
    reason     text,
    CONSTRAINT key_or_tombstone CHECK (
        (erased_at IS NULL AND kek_id IS NOT NULL AND wrapped IS NOT NULL AND reason IS NULL)
        OR (erased_at IS NOT NULL AND kek_id IS NULL AND wrapped IS NULL AND reason IS NOT NULL)
    ),
    CONSTRAINT reason_is_a_word CHECK (reason ~ '^[a-z][a-z0-9-]{0,63}$')
);

-- Erased rows and re-wrapped keys leave dead copies behind: sweep them early.
ALTER TABLE person_key SET (
    autovacuum_vacuum_threshold    = 1,
    autovacuum_vacuum_scale_factor = 0
);

CREATE FUNCTION a_tombstone_is_for_ever() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'an erased person stays erased' USING ERRCODE = 'restrict_violation';
END
$$;

CREATE TRIGGER a_tombstone_is_for_ever
    BEFORE UPDATE OR DELETE ON person_key
    FOR EACH ROW WHEN (OLD.erased_at IS NOT NULL)
    EXECUTE FUNCTION a_tombstone_is_for_ever();

REVOKE ALL ON person_key FROM PUBLIC;
GRANT SELECT, INSERT ON person_key TO {service_role};
GRANT UPDATE (kek_id, wrapped, erased_at, reason) ON person_key TO {service_role};
