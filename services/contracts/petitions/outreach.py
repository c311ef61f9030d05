"""The words of outreach and collection: which station's, of which week or month, and what took
place."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

type IsoWeek = Annotated[
    str,
    StringConstraints(pattern=r"^\d{4}-W\d{2}$", strict=True),
    Field(examples=["2024-W45"]),
]
"""A week from Monday to Sunday, as ISO 8601 counts them."""

type Month = Annotated[
    str,
    StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$", strict=True),
    Field(examples=["2024-11"]),
]
"""A calendar month."""

type OutreachId = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,47}-\d{4}-W\d{2}$", strict=True),
    Field(examples=["S01-2024-W45"]),
]
"""`<station>-<ISO week>`: there is one session of a station and week, so this is its name."""

type RoundId = Annotated[
    str,
    StringConstraints(
        pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,47}-\d{4}-(0[1-9]|1[0-2])$", strict=True
    ),
    Field(examples=["S01-2024-11"]),
]
"""`<station>-<month>`: there is one round of a station and month."""


class OutreachItem(StrEnum):
    """四下基层: policy publicity, investigation, petition reception, on-site office work."""

    POLICY = "POLICY"
    RESEARCH = "RESEARCH"
    RECEPTION = "RECEPTION"
    ON_SITE = "ON_SITE"
