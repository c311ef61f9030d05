"""What may be asked along with a reading: page, filters, how fresh; nothing else is accepted."""

from functools import cache
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, create_model

from services.gateway.http.resources import Resource

MOST = 200

Position = Annotated[
    str | None,
    Field(
        max_length=64,
        description="Wait (two seconds at most) until this position is shown: `petitions/12`.",
    ),
]
_Filter = Annotated[str | None, Field(pattern=r"^[A-Za-z0-9_.:-]{1,64}$")]


class Fresh(BaseModel):
    """How fresh the answer must be."""

    model_config = ConfigDict(extra="forbid")

    after: Position = None


class Paged(Fresh):
    """A part of a list."""

    limit: Annotated[int, Field(ge=1, le=MOST, description="How many at most.")] = 50
    cursor: Annotated[
        str | None, Field(max_length=512, description="Where the page before ended: its `next`.")
    ] = None


class Listed(Paged):
    """A part of a list of things."""

    sort: Annotated[
        Literal["desc", "asc"], Field(description="Newest or greatest first, or last.")
    ] = "desc"


@cache
def listing(resource: Resource) -> type[Listed]:
    """What a list of these things can be asked for."""
    filters: dict[str, Any] = {
        name: (_Filter, Field(default=None, description=f"Only those with this {name}."))
        for name in resource.filters
    }
    return create_model(f"{resource.plural}-list", __base__=Listed, **filters)
