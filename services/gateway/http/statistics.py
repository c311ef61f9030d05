"""The street's figures: `GET /v1/statistics/<name>`, now or as they stood."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Annotated, Any

from fastapi import APIRouter, Query
from fastapi.responses import Response
from pydantic import Field, ValidationError, create_model
from pydantic_core import to_jsonable_python

from services.gateway.http.answers import answer
from services.gateway.http.as_of import FreshThen, PagedThen, asked_of, told
from services.gateway.http.caller import Caller
from services.gateway.http.documented import TO_READERS, json_of, problems
from services.gateway.http.freshness import wait_until_shown
from services.gateway.http.inside import Inside, InsideDep
from services.gateway.http.lines import lines_of
from services.gateway.http.problems import of_validation
from services.kernel import Statistic, Value
from services.kernel.actor import Principal


def statistics_router(every: Mapping[str, Statistic[Any]]) -> APIRouter:
    """A door for each statistic."""
    router = APIRouter(tags=["statistics"])
    for name, statistic in every.items():
        router.add_api_route(
            f"/v1/statistics/{name}",
            _door(statistic),
            methods=["GET"],
            operation_id=f"statistics-{name}",
            summary=f"统计 The statistic {name}",
            response_class=Response,
            responses={200: json_of({"type": "object"}, "The figures."), **problems(TO_READERS)},
        )
    return router


def _door(statistic: Statistic[Any]) -> Callable[..., Awaitable[Response]]:
    model = _parameters(statistic)

    async def door(who: Caller, inside: InsideDep, asked: Any) -> Response:
        await wait_until_shown(inside, who, asked.after)
        return answer(to_jsonable_python(await _answer(inside, who, statistic, asked)))

    door.__annotations__["asked"] = Annotated[model, Query()]
    return door


def _parameters(statistic: Statistic[Any]) -> type[FreshThen] | type[PagedThen]:
    """Its own parameters as texts, and those of every statistic; a list is paged besides."""
    own: dict[str, Any] = {
        name: (
            str | None,
            Field(
                default=None,
                alias=field.alias or name,
                max_length=64,
                description=field.description or (field.alias or name),
            ),
        )
        for name, field in statistic.asked.model_fields.items()
    }
    base = PagedThen if statistic.listed else FreshThen
    return create_model(f"statistics-{statistic.name}", __base__=base, **own)


async def _answer(
    inside: Inside, who: Principal, statistic: Statistic[Any], asked: Any
) -> dict[str, object]:
    own = _own_of(statistic, asked)
    room = inside.queries.model(statistic.of[0]).room
    as_of = await asked_of(inside, who, room, asked)
    answered = await inside.statistics.ask(statistic.name, who.street, own, as_of, limit=1)
    fields = {**answered.fields, **told(room, as_of)}
    if statistic.listed is None:
        return fields
    return fields | await lines_of(inside, who, statistic, own, as_of, asked, answered.on)


def _own_of(statistic: Statistic[Any], asked: Any) -> Value:
    given = {
        field.alias or name: value
        for name, field in statistic.asked.model_fields.items()
        if (value := getattr(asked, name)) is not None
    }
    try:
        own: Value = statistic.asked.model_validate_strings(given)
    except ValidationError as wrong:
        raise of_validation(wrong) from None
    return own
