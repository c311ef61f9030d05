"""For the auditor: the logs as they are, event by event, in the exact bytes that were stored."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from services.authority import Role
from services.gateway.http.answers import answer
from services.gateway.http.caller import Caller
from services.gateway.http.documented import TO_READERS, json_of, problems
from services.gateway.http.inside import InsideDep
from services.gateway.http.problems import Problem
from services.gateway.http.resources import ROOMS
from services.kernel.actor import Principal
from services.plumbing.envelope import as_json

AUDITORS = frozenset({Role.AUDITOR, Role.STREET_OFFICER})

_LOGS = {
    "type": "object",
    "properties": {"street": {"type": "string"}, "logs": {"type": "array"}},
}
_EVENTS = {
    "type": "object",
    "properties": {
        "room": {"type": "string"},
        "street": {"type": "string"},
        "after": {"type": "integer"},
        "head": {"type": "integer"},
        "events": {"type": "array", "items": {"type": "object"}},
    },
}


class Part(BaseModel):
    """Which part of a log."""

    model_config = ConfigDict(extra="forbid")

    after: Annotated[int, Field(ge=0, le=2**62, description="Events after this position.")] = 0
    limit: Annotated[int, Field(ge=1, le=200, description="How many at most.")] = 100


def audit_router() -> APIRouter:
    """`GET /v1/audit/logs` and `…/{room}/events`."""
    router = APIRouter(tags=["audit"])
    errors = problems((*TO_READERS, 403))

    @router.get(
        "/v1/audit/logs",
        response_class=Response,
        responses={200: json_of(_LOGS, "The logs and their heads."), **errors},
    )
    async def logs(who: Caller, inside: InsideDep) -> Response:
        """日志一览 The street's logs, and how long each is as far as the gateway has heard."""
        only_auditors(who)
        heads = await inside.queries.positions(who.street)
        found = [{"room": room, "street": who.street, "head": heads[room]} for room in ROOMS]
        return answer({"street": who.street, "logs": found})

    @router.get(
        "/v1/audit/logs/{room}/events",
        response_class=Response,
        responses={200: json_of(_EVENTS, "A part of the log."), **errors},
    )
    async def events(
        room: Annotated[str, Path(description="petitions, mediation or activities")],
        who: Caller,
        inside: InsideDep,
        part: Annotated[Part, Query()],
    ) -> Response:
        """日志原文 Events as stored: `body` is the exact bytes in base64, texts still sealed."""
        only_auditors(who)
        if room not in ROOMS:
            raise Problem(404)
        heads = await inside.queries.positions(who.street)
        heard = await inside.queries.events(room, who.street, part.after, part.limit)
        return answer(
            {
                "room": room,
                "street": who.street,
                "after": part.after,
                "head": heads[room],
                "events": [as_json(each.stored) for each in heard],
            }
        )

    return router


def only_auditors(who: Principal) -> None:
    """At the street: a log is the street's, not a community's."""
    if not any(each.role in AUDITORS and each.org == who.street for each in who.grants):
        raise Problem(403)
