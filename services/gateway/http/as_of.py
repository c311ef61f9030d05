"""Questions about the past: `as_of` in the world's time, `as_recorded` in the log's, or a position.

`as_of=<moment>` is the world's time: what had happened by then, whenever it was entered.
`as_recorded=<moment>` is the log's: what the rooms had recorded by then. `as_of=<room>/<position>`
is the log's too, to the event. Both moments together: what was known then of that time.
A day (`2024-11-30`) is its last moment in the street.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import Field

from services.gateway.http import positions
from services.gateway.http.asked import Fresh, Paged
from services.gateway.http.freshness import wait_until_shown
from services.gateway.http.inside import Inside
from services.gateway.http.problems import Problem
from services.gateway.past import AsOf
from services.gateway.readmodels.days import day_of, end_of
from services.kernel.actor import Principal

_A_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

InTheWorld = Annotated[
    str | None,
    Field(
        max_length=64,
        description="As it stood in the world at a moment (ISO 8601 with a zone, or a day: its "
        "last moment in the street), with all that was entered later; or as the room's log said at "
        "a position: `petitions/12`.",
    ),
]
InTheLog = Annotated[
    str | None,
    Field(
        max_length=40,
        description="As the room's log said at a moment: what had been recorded by then. With "
        "`as_of` a moment: what was known then of that time.",
    ),
]


class FreshThen(Fresh):
    """One thing, now or as it stood."""

    as_of: InTheWorld = None
    as_recorded: InTheLog = None


class PagedThen(Paged):
    """A part of a list, now or as it stood."""

    as_of: InTheWorld = None
    as_recorded: InTheLog = None


async def asked_of(
    inside: Inside, who: Principal, room: str, asked: FreshThen | PagedThen
) -> AsOf | None:
    """What was asked, with the position it comes to; None for now."""
    if asked.as_of is None and asked.as_recorded is None:
        return None
    if asked.as_of is not None and "/" in asked.as_of:
        said, at = positions.after(asked.as_of)
        if said != room or asked.as_recorded is not None:
            raise _malformed()
        await wait_until_shown(inside, who, asked.as_of)
        return AsOf(position=at)
    occurred = _moment(asked.as_of, inside.clock())
    recorded = _moment(asked.as_recorded, inside.clock())
    position = None
    if recorded is not None:
        position = await inside.queries.recorded_by(room, who.street, recorded)
    return AsOf(occurred=occurred, recorded=recorded, position=position)


def told(room: str, as_of: AsOf | None) -> Mapping[str, object]:
    """How an answer says which past it is of; asked for again by position, it is the same."""
    if as_of is None:
        return {}
    position = None if as_of.position is None else f"{room}/{as_of.position}"
    said = {
        "as_of": as_of.occurred,
        "as_recorded": as_of.recorded,
        "as_of_position": position,
    }
    return {name: value for name, value in said.items() if value is not None}


def headers(room: str, as_of: AsOf) -> dict[str, str]:
    """The same for an answer that is one thing: `As-Of`, `As-Recorded`, `As-Of-Position`."""
    return {
        name.title().replace("_", "-"): value.isoformat().replace("+00:00", "Z")
        if isinstance(value, datetime)
        else str(value)
        for name, value in told(room, as_of).items()
    }


def _moment(text: str | None, now: datetime) -> datetime | None:
    if text is None:
        return None
    try:
        if _A_DAY.fullmatch(text):
            moment = end_of(date.fromisoformat(text))
            if day_of(now) == day_of(moment):
                moment = now
        else:
            moment = datetime.fromisoformat(text)
    except ValueError:
        raise _malformed() from None
    if moment.tzinfo is None or moment > now:
        raise _malformed()
    return moment.astimezone(UTC)


def _malformed() -> Problem:
    return Problem(
        422,
        "malformed-as-of",
        "as_of 与 as_recorded 应为带时区的过去时刻或日期；as_of 也可为本室日志的位置，"
        "如 petitions/12，此时不带 as_recorded。",
        "as_of and as_recorded take a past moment with its zone, or a day; as_of also takes a "
        "position of the room's own log, for instance petitions/12, and no as_recorded then.",
    )
