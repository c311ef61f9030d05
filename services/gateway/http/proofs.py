"""For the auditor: what the rooms have signed of their logs, and proofs against it."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from services.gateway.http.audit import only_auditors
from services.gateway.http.caller import Caller
from services.gateway.http.documented import TO_READERS, json_of, problems
from services.gateway.http.inside import Inside, InsideDep
from services.gateway.http.problems import Problem
from services.gateway.http.resources import ROOMS
from services.kernel.actor import Principal
from services.proof.tiles import parse

Room = Annotated[str, Path(description="petitions, mediation or activities")]

_KEYS = {
    "type": "object",
    "properties": {"log": {"type": "string"}, "epochs": {"type": "array"}},
}
_PROOF = {
    "type": "object",
    "properties": {
        "index": {"type": "integer"},
        "size": {"type": "integer"},
        "entry": {"type": "string"},
        "leaf": {"type": "string"},
        "proof": {"type": "array", "items": {"type": "string"}},
        "checkpoint": {"type": "string"},
        "tlog_proof": {"type": "string"},
        "consistency": {"type": "object"},
    },
}


class Since(BaseModel):
    """Since when the log is to be proven to have only grown."""

    model_config = ConfigDict(extra="forbid")

    begin: Annotated[
        int, Field(alias="from", ge=0, le=2**62, description="The size of a checkpoint before.")
    ] = 0


def proofs_router() -> APIRouter:
    """`GET /v1/audit/logs/{room}/keys`, `…/checkpoint`, `…/tile/…` and `…/proof/{position}`."""
    router = APIRouter(prefix="/v1/audit/logs/{room}", tags=["audit"])
    errors = problems((*TO_READERS, 403))

    @router.get(
        "/keys", response_class=Response, responses={200: json_of(_KEYS, "The keys."), **errors}
    )
    async def keys(room: Room, who: Caller, inside: InsideDep) -> Response:
        """签名公钥 The log's origin and public key in each epoch, and whether it is broken."""
        return await _passed_on(inside, who, room, f"/log/{who.street}")

    @router.get(
        "/checkpoint", response_class=Response, responses={200: _of("text/plain"), **errors}
    )
    async def checkpoint(room: Room, who: Caller, inside: InsideDep) -> Response:
        """签署 The log's size and root, signed (C2SP tlog-checkpoint)."""
        return await _passed_on(inside, who, room, f"/checkpoint/{who.street}")

    @router.get(
        "/tile/{path:path}",
        response_class=Response,
        responses={200: _of("application/octet-stream"), **errors},
    )
    async def tile(
        room: Room,
        path: Annotated[str, Path(max_length=64, description="`0/000`, `entries/000.p/7`")],
        who: Caller,
        inside: InsideDep,
    ) -> Response:
        """哈希 A tile of the log's tree, or of its entries (C2SP tlog-tiles)."""
        try:
            asked = parse(path)
        except ValueError:
            raise Problem(404) from None
        return await _passed_on(inside, who, room, f"/tile/{who.street}/{asked.path}")

    @router.get(
        "/proof/{position}",
        response_class=Response,
        responses={200: json_of(_PROOF, "The proof."), **errors},
    )
    async def proof(
        room: Room,
        position: Annotated[int, Path(ge=1, le=2**62)],
        who: Caller,
        inside: InsideDep,
        since: Annotated[Since, Query()],
    ) -> Response:
        """证明 That this event is in the log as signed, and that the log only grew."""
        path = f"/proof/{who.street}/{position}?from={since.begin}"
        return await _passed_on(inside, who, room, path)

    return router


async def _passed_on(inside: Inside, who: Principal, room: str, path: str) -> Response:
    only_auditors(who)
    if room not in ROOMS:
        raise Problem(404)
    if inside.proofs is None:
        raise Problem(503)
    told = await inside.proofs.get(room, path)
    match told.status:
        case 200:
            return Response(told.body, media_type=told.kind)
        case 400 | 404 as status:
            raise Problem(status)
        case _:
            raise Problem(503)


def _of(kind: str) -> dict[str, object]:
    return {"description": "As the room gives it.", "content": {kind: {}}}
