"""The application: every door of the gateway, made from what is inside."""

from collections.abc import Mapping, Sequence

import orjson
from fastapi import APIRouter, FastAPI
from fastapi.responses import Response
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from services.gateway.http import answering
from services.gateway.http.asyncapi import asyncapi_router
from services.gateway.http.audit import audit_router
from services.gateway.http.calendar_door import calendar_router
from services.gateway.http.commands import command_doors, command_router
from services.gateway.http.documented import EVERYWHERE, json_of, problems
from services.gateway.http.events import events_router
from services.gateway.http.inside import Inside
from services.gateway.http.openapi import describe
from services.gateway.http.pages import pages_router
from services.gateway.http.proofs import proofs_router
from services.gateway.http.reading import reading_door, reading_router
from services.gateway.http.reception import Reception
from services.gateway.http.resources import RESOURCES
from services.gateway.http.short_way import ShortWay
from services.gateway.http.statistics import statistics_router
from services.gateway.statistics.every import every
from services.plumbing.metrics import Metrics
from services.plumbing.tracing import Tracing

VERSION = "1"

_SHORT = {
    door.address: door
    for resource in RESOURCES
    for door in (
        *command_doors(resource),
        *([reading_door(resource)] if resource.cards is not None else []),
    )
}
"""What commands and readers of one thing use, without the walk through every route."""


def application(
    inside: Inside,
    metrics: Metrics,
    operators: Sequence[BaseRoute] = (),
    tracing: Tracing | None = None,
) -> ASGIApp:
    """The whole of it. `operators`: health and readiness, known to whoever runs the program."""
    return entered(doors(operators), inside, metrics, tracing)


def entered(
    app: FastAPI, inside: Inside, metrics: Metrics, tracing: Tracing | None = None
) -> ASGIApp:
    """The way in to doors that lead to this inside."""
    app.state.inside = inside
    return Reception(ShortWay(app, _SHORT, inside), metrics, tracing)


def doors(operators: Sequence[BaseRoute] = ()) -> FastAPI:
    """Every door, leading to whatever is then put inside (`state.inside`)."""
    app = FastAPI(
        title="驿站 Yizhan",
        version=VERSION,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        # Its own would tell whole paths, with ids in them: ours is in `Reception`.
        telemetry={"auto_configure": False, "tracing": False, "metrics": False, "logs": False},
    )
    answering.install(app)
    for resource in RESOURCES:
        if resource.cards is not None:
            app.include_router(reading_router(resource))
        app.include_router(command_router(resource))
    app.include_router(calendar_router())
    app.include_router(statistics_router({each.name: each for each in every}))
    app.include_router(events_router())
    app.include_router(audit_router())
    app.include_router(proofs_router())
    app.include_router(asyncapi_router())
    app.include_router(_contract_router(app))
    app.include_router(pages_router(app))
    app.router.routes.extend(operators)
    describe(app)
    return app


def _contract_router(app: FastAPI) -> APIRouter:
    """`GET /openapi.json`."""
    router = APIRouter(tags=["contract"])
    made: list[bytes] = []
    good: Mapping[str, object] = {"type": "object"}

    @router.get(
        "/openapi.json",
        response_class=Response,
        responses={200: json_of(dict(good), "The API description."), **problems(EVERYWHERE)},
    )
    async def openapi() -> Response:
        """This API, OpenAPI 3.1."""
        if not made:
            made.append(orjson.dumps(app.openapi()))
        return Response(made[0], media_type="application/json")

    return router
