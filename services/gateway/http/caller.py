"""Who is calling, under which conditions: the headers of a request, read once."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Annotated
from uuid import UUID, uuid5

from fastapi import Depends, Request
from uuid_utils.compat import uuid7

from services.gateway.http.inside import Inside, InsideDep
from services.gateway.http.problems import Problem, unavailable
from services.kernel import State
from services.kernel.actor import Principal
from services.plumbing.identity import IssuerUnreachable, Unauthenticated

KEYS = UUID("6f1b7a52-5a0e-5c43-9a3f-2d1f4a1f7e11")
"""The namespace in which a person's idempotency keys become command ids."""

CLOCKS_MAY_DIFFER = timedelta(minutes=5)


def header(request: Request, name: bytes) -> str | None:
    """A header by its name in lower case, as it came; None where it did not."""
    for each, value in request.scope["headers"]:
        if each == name:
            return str(value, "latin-1")
    return None


async def caller(request: Request, inside: InsideDep) -> AsyncIterator[Principal]:
    """The person behind the bearer token, holding one of their places until the answer is out."""
    who = await known(request, inside)
    with inside.places.held(who.person):
        yield who


async def known(request: Request, inside: Inside) -> Principal:
    """Who the bearer token is for; 401 where it is for nobody."""
    try:
        return await inside.identity.principal(header(request, b"authorization"))
    except Unauthenticated as reason:
        zh, _, en = reason.reason.rstrip(")").partition("(")
        raise Problem(401, None, zh, en, {"WWW-Authenticate": "Bearer"}) from reason
    except IssuerUnreachable as reason:
        raise unavailable("issuer-unreachable", after=2) from reason


Caller = Annotated[Principal, Depends(caller)]


class Conditions(State):
    """How a command is to be taken: under which id, if unchanged since when, as of what moment."""

    command_id: UUID
    expected_version: int | None
    occurred_at: datetime | None


def conditions(request: Request, who: Principal, now: datetime) -> Conditions:
    """`Idempotency-Key`, `If-Match` and `Occurred-At`; each optional, none taken if malformed."""
    return Conditions(
        command_id=_command_id(header(request, b"idempotency-key"), who),
        expected_version=_version(header(request, b"if-match")),
        occurred_at=_moment(header(request, b"occurred-at"), now),
    )


def _command_id(key: str | None, who: Principal) -> UUID:
    if key is None:
        return uuid7()
    if not 1 <= len(key) <= 255 or not key.isascii():
        raise _malformed("Idempotency-Key")
    return uuid5(KEYS, f"{who.street}\n{who.person}\n{key}")


def _version(tag: str | None) -> int | None:
    if tag is None:
        return None
    digits = tag[1:-1]
    if not (tag[:1] == tag[-1:] == '"' and 1 <= len(digits) <= 9 and _is_number(digits)):
        raise _malformed("If-Match")
    return int(digits)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _moment(text: str | None, now: datetime) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as wrong:
        raise _malformed("Occurred-At") from wrong
    if moment.tzinfo is None or moment.year < 1900:
        raise _malformed("Occurred-At")
    if moment > now + CLOCKS_MAY_DIFFER:
        raise Problem(
            422, "occurs-in-the-future", "发生时间不能晚于现在。", "It cannot have happened yet."
        )
    return moment.astimezone(UTC)


def _malformed(header: str) -> Problem:
    return Problem(
        400, "malformed-header", f"请求头 {header} 格式有误。", f"The header {header} is malformed."
    )
