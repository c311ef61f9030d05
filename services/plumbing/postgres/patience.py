"""Which troubles of a database pass, and how long to wait for that: a restart is not a refusal."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from itertools import count

import asyncpg
import structlog

_log = structlog.get_logger()

_PASSING = frozenset({"25006", "40001", "40P01", "55P03", "57014", "57P01", "57P02", "57P03"})
"""A standby, serialization, deadlock, lock timeout, cancelled, shutdown, crash, starting."""

_PASSING_CLASSES = frozenset({"08", "53"})
"""Connections, and resources that ran out (disk, memory, connections)."""

_BAD_INPUT_CLASSES = frozenset({"22", "23"})
"""What is wrong with one request among many: data that does not fit, a constraint it breaks."""

_FIRST_WAIT, _LONGEST_WAIT = 0.05, 1.0


class StoreUnavailable(Exception):
    """The database did not answer for as long as we were ready to wait. Nothing is known of it."""


def passes(trouble: BaseException) -> bool:
    """The same statement may succeed later, as it stands."""
    match trouble:
        case asyncpg.PostgresError():
            state = trouble.sqlstate or ""
            return (
                state in _PASSING
                or state[:2] in _PASSING_CLASSES
                or isinstance(trouble, asyncpg.InvalidCachedStatementError)
            )
        case ValueError():
            return False
        case asyncpg.InterfaceError() | asyncpg.InternalClientError() | OSError() | EOFError():
            return True
        case _:
            return isinstance(trouble, TimeoutError)


def is_bad_input(trouble: BaseException) -> bool:
    """Something in what was sent is wrong: in a batch, one of its requests."""
    if isinstance(trouble, asyncpg.PostgresError):
        return (trouble.sqlstate or "")[:2] in _BAD_INPUT_CLASSES
    return isinstance(trouble, ValueError | TypeError | OverflowError)


async def patiently[A](what: str, work: Callable[[], Awaitable[A]], patience: float) -> A:
    """Do it again while its trouble passes, at most `patience` seconds."""
    clock = asyncio.get_running_loop().time
    until, wait = clock() + patience, _FIRST_WAIT
    for attempt in count(1):
        try:
            return await work()
        except Exception as trouble:
            if not passes(trouble):
                raise
            pause = wait * (0.5 + random.random() / 2)
            if clock() + pause > until:
                raise StoreUnavailable(what) from trouble
            # Without its frames: a restart makes many of these, and all of them look the same.
            told = {"kind": type(trouble).__name__, "sqlstate": getattr(trouble, "sqlstate", None)}
            _log.warning("database trouble", phase=what, attempt=attempt, **told)
        await asyncio.sleep(pause)
        wait = min(wait * 2, _LONGEST_WAIT)
    raise AssertionError("counting does not end")
