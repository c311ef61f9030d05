"""The four kinds of value this house is built from: said on the wire (pydantic) or kept in the
mind (dataclasses).

Messages are frozen and strict: a wrong type, an unknown field or a naive time never becomes one.
A message class is its wire name, so its name is unique in the house and kept for good.
"""

import re
from copy import replace
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, dataclass_transform

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, StringConstraints

from services.kernel.filling import at_once

__all__ = ["Code", "Command", "Event", "Instant", "Line", "State", "Value", "kebab", "replace"]


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)


type Instant = Annotated[AwareDatetime, AfterValidator(_utc)]
"""A moment with its zone, kept in UTC."""

type Code = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,47}$", strict=True)
]
"""A short public name a street office chooses once (E01, C1, housing): ASCII, no dot or space."""


def _printable(text: str) -> str:
    if "\0" in text:
        raise ValueError("no NUL in a text")
    return text


type Line = Annotated[
    str,
    StringConstraints(min_length=1, max_length=400, strict=True),
    AfterValidator(_printable),
]
"""One line of public text. Anything a person tells about themselves is `Sealed`, never a `Line`."""


class Value(BaseModel):
    """Something said on the wire: immutable, exact about types, closed to unknown fields."""

    model_config = ConfigDict(
        frozen=True,
        strict=True,
        extra="forbid",
        allow_inf_nan=False,
        ser_json_bytes="base64",
        ser_json_timedelta="iso8601",
        use_attribute_docstrings=True,
    )


class _About(Value):
    """What commands and events share: the category and the field that name their stream."""

    category: ClassVar[str]
    about: ClassVar[str]

    def __init_subclass__(cls, category: str = "", about: str = "", **rest: Any) -> None:
        super().__init_subclass__(**rest)
        if category:
            cls.category, cls.about = category, about

    @property
    def key(self) -> str:
        """The id of the thing this is about, as it stands in the stream's name."""
        return str(getattr(self, self.about))

    @property
    def stream(self) -> str:
        """`<category>-<key>`: where the events about this thing are kept."""
        return f"{self.category}-{self.key}"


class Command(_About):
    """Something asked of a room, in the imperative.

    `creates` marks the one that begins a stream; `internal` one that only the room asks of itself
    (a reaction, a process, a timer): it has no door at the gateway.
    """

    creates: ClassVar[bool] = False
    internal: ClassVar[bool] = False

    def __init_subclass__(cls, creates: bool = False, internal: bool = False, **rest: Any) -> None:
        super().__init_subclass__(**rest)
        cls.creates, cls.internal = creates, internal


class Event(_About):
    """Something that happened, in the past tense. Its name and fields are kept for good."""

    schema_version: ClassVar[int] = 1


@dataclass_transform(frozen_default=True, kw_only_default=True)
class State:
    """What is known now: every subclass is a frozen, keyword-only dataclass."""

    def __init_subclass__(cls, **rest: object) -> None:
        super().__init_subclass__(**rest)
        dataclass(frozen=True, kw_only=True)(cls)
        at_once(cls)


def kebab(name: str) -> str:
    """`PetitionIsClosed` → `petition-is-closed`: how a class name reads in an address or a slug."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()
