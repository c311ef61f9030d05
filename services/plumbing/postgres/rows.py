"""From rows of the log to what the kernel calls an event."""

from typing import Any

import asyncpg

from services.kernel.actor import signed
from services.kernel.record import Stored

type Row = asyncpg.Record
type Pool = asyncpg.Pool[asyncpg.Record]
type Connection = asyncpg.Connection[asyncpg.Record]


_tuple = tuple.__new__  # a named tuple's own `__new__` is a function in between


def stored(row: Any) -> Stored:
    """The event in the sixteen columns that a `SELECT` of events ends with, in their order."""
    (
        log,
        position,
        stream,
        version,
        event_id,
        kind,
        schema_version,
        occurred_at,
        recorded_at,
        person,
        role,
        org,
        command_id,
        correlation_id,
        causation_id,
        body,
    ) = row
    return _tuple(
        Stored,
        (
            log,
            position,
            stream,
            version,
            event_id,
            kind,
            schema_version,
            occurred_at,
            recorded_at,
            signed(person, role, org),
            command_id,
            correlation_id,
            causation_id,
            body,
        ),
    )
