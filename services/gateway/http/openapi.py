"""The API description (OpenAPI 3.1): what FastAPI sees of the routes, and the models derived from
contracts and cards."""

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from services.gateway.http.bodies import body_of
from services.gateway.http.documented import Done, ProblemDocument
from services.gateway.http.resources import RESOURCES
from services.gateway.http.shown import shown_as

DESCRIPTION = """\
驿站：街道网格党群驿站的两室一厅。Yizhan: a street's grid stations, two rooms and a hall.

Commands are `POST /v1/<plural>` (creates) and `POST /v1/<plural>/{id}/<command>`. An answer carries
`ETag` (the version) and `Position`; a read with `?after=<Position>` waits until it shows your
change. Every error is `application/problem+json`. Texts about people are sealed before they leave
the gateway, and opened only for a reader who may see them.
"""
_OPEN_TO_ALL = ("/", "/docs", "/openapi.json", "/asyncapi.json", "/healthz", "/readyz", "/metrics")


def describe(app: FastAPI) -> None:
    """Make `app.openapi()` the whole description, built once."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _whole(app)
        return app.openapi_schema

    app.openapi = openapi  # type: ignore[method-assign]  # the documented way to extend it


def _whole(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title=app.title, version=app.version, description=DESCRIPTION, routes=app.routes
    )
    models: list[type[BaseModel]] = [
        Done,
        ProblemDocument,
        *(body_of(command) for each in RESOURCES for command in each.commands),
        *(shown_as(each) for each in RESOURCES if each.cards is not None),
    ]
    components = document.setdefault("components", {})
    components["schemas"] = {**components.get("schemas", {}), **_schemas(models)}
    components["securitySchemes"] = {
        "bearer": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
    }
    document["security"] = [{"bearer": []}]
    for path in _OPEN_TO_ALL:
        for door in document["paths"].get(path, {}).values():
            door["security"] = []
    return document


def _schemas(models: Sequence[type[BaseModel]]) -> dict[str, Any]:
    _, schemas = models_json_schema(
        [(model, "validation") for model in models],
        ref_template="#/components/schemas/{model}",
    )
    found: dict[str, Any] = schemas["$defs"]
    return found
