"""`GET /v1/hall-calendar.ics`: the calendar of the hall for a calendar program."""

from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import Field

from services.gateway.http.asked import Fresh
from services.gateway.http.calendar_file import calendar_file
from services.gateway.http.caller import Caller
from services.gateway.http.documented import TO_READERS, problems
from services.gateway.http.freshness import wait_until_shown
from services.gateway.http.inside import InsideDep
from services.gateway.http.listing import scan
from services.gateway.http.reading_as import reader_of
from services.gateway.http.resources import BY_CATEGORY
from services.gateway.queries import Page
from services.gateway.readmodels.hall_calendar import CalendarCard

MOST = 1000
"""Things in one file: of a month, of an estate. Who wants more asks for less at a time."""

_MEDIA_TYPE = "text/calendar; charset=utf-8"
_Name = Annotated[str | None, Field(pattern=r"^[A-Za-z0-9_-]{1,48}$")]


class AskedOfCalendar(Fresh):
    """Which part of the calendar."""

    estate: _Name = None
    station: _Name = None
    kind: _Name = None
    month: Annotated[str | None, Field(pattern=r"^\d{4}-\d{2}$")] = None


def calendar_router() -> APIRouter:
    """The door. What a reader may not see in the list is not in the file."""
    router = APIRouter(tags=["hall-calendar"])
    resource = BY_CATEGORY["petitions", "hallcalendar"]
    good: dict[int | str, dict[str, Any]] = {
        200: {
            "description": "A calendar (RFC 5545).",
            "content": {"text/calendar": {"schema": {"type": "string"}}},
        }
    }

    @router.get(
        "/v1/hall-calendar.ics",
        operation_id="calendar-hall-calendar",
        summary="议事日历：日历文件 The calendar of the hall, as a file",
        response_class=Response,
        responses={**good, **problems(TO_READERS)},
    )
    async def door(
        who: Caller, inside: InsideDep, asked: Annotated[AskedOfCalendar, Query()]
    ) -> Response:
        await wait_until_shown(inside, who, asked.after)
        given = asked.model_dump(exclude_none=True, exclude={"after"})
        tags = [f"{name}:{value}" for name, value in given.items()]

        async def rows(cursor: str | None, limit: int) -> Page:
            name = resource.plural
            return await inside.queries.list(name, who.street, tags, cursor, min(limit, 200))

        reader = await reader_of(inside, who, frozenset({resource.plural}))
        seen, _ = await scan(resource, reader, rows, frozenset(), None, MOST)
        cards = [
            (each.shown.key, each.shown.card)
            for each in seen
            if isinstance(each.shown.card, CalendarCard)
        ]
        return Response(calendar_file(who.street, cards), media_type=_MEDIA_TYPE)

    return router
