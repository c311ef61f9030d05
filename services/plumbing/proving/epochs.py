"""Owning that a log does not continue what was signed of it: an operator's act, as the owner."""

import asyncpg

from services.kernel.values import State

_HEAD = "SELECT position FROM log_head WHERE log = $1 FOR UPDATE"
_NUMBER = "SELECT coalesce(max(number), 1) + 1 FROM log_epoch WHERE log = $1"
_OPEN = "INSERT INTO log_epoch (log, number, reason, size) VALUES ($1, $2, $3, $4)"
_NEW = "UPDATE log_head SET epoch = gen_random_uuid() WHERE log = $1"
_PATIENCE = 10.0


class LogUnknown(Exception):
    """There is no log of this street in this database."""


class EpochOpened(State):
    """The epoch that has begun, and how many events of the log it takes over."""

    number: int
    size: int


async def open_epoch(owner_url: str, street: str, reason: str) -> EpochOpened:
    """From now on the log as it stands is the log. Raises LogUnknown.

    Its tree begins anew under a new origin; the room writes the reason and the checkpoint that it
    does not continue into the log itself, before anything else.
    """
    connection: asyncpg.Connection[asyncpg.Record] = await asyncpg.connect(
        owner_url, timeout=_PATIENCE, command_timeout=_PATIENCE
    )
    try:
        async with connection.transaction():
            size = await connection.fetchval(_HEAD, street)
            if size is None:
                raise LogUnknown(street)
            number = await connection.fetchval(_NUMBER, street)
            await connection.execute(_OPEN, street, number, reason, size)
            await connection.execute(_NEW, street)
    finally:
        await connection.close(timeout=_PATIENCE)
    return EpochOpened(number=number, size=size)
