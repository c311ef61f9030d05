"""What is told of a roll of owners (业主名册), until it is frozen for a vote.

Names and fields are kept for good: add freely, never rename, never remove.
"""

from datetime import date
from typing import Annotated

from services.contracts.ids import ObjectionId, OwnerKey, PersonId, RollId
from services.contracts.petitions.owners_values import RollUnit
from services.kernel import Code, Event, Line, Sealed, of


class RollEvent(Event, category="roll", about="roll_id"):
    """About the roll of one property-management area."""

    roll_id: RollId


class RollDrafted(RollEvent):
    """A roll was begun."""

    estate_ids: tuple[Code, ...]
    parking_counted: bool
    developer: OwnerKey | None
    drafted_by: PersonId


class RollUnitsRecorded(RollEvent):
    """Units are on the roll, in place of what was recorded of them before."""

    units: tuple[RollUnit, ...]
    recorded_by: PersonId


class RollPosted(RollEvent):
    """On the board from one day to the end of another, masked (P-INV-39)."""

    begins_on: date
    ends_on: date


class RollObjectionFiled(RollEvent):
    """Somebody said that the roll is wrong."""

    objection_id: ObjectionId
    objector: PersonId
    unit_id: Code | None
    objection: Annotated[Sealed, of("objector")]


class RollObjectionUpheld(RollEvent):
    """The objection was right: a unit stands corrected, or is struck."""

    objection_id: ObjectionId
    correction: RollUnit | None
    struck: Code | None
    answer: Annotated[Sealed, of("roll_id")]
    decided_by: PersonId


class RollObjectionDismissed(RollEvent):
    """The roll was checked again, and stands."""

    objection_id: ObjectionId
    answer: Annotated[Sealed, of("roll_id")]
    decided_by: PersonId


class RollFrozen(RollEvent):
    """What every count of the vote starts from. `snapshot_hash`: see `owners/snapshot.py`."""

    estate_ids: tuple[Code, ...]
    snapshot_hash: Line
    unit_count: int
    total_area_centi_m2: int
    total_heads: int
    parking_counted: bool


class RollDropped(RollEvent):
    """Given up before it was frozen."""

    estate_ids: tuple[Code, ...]
    reason: Line


type AnyRollEvent = (
    RollDrafted
    | RollUnitsRecorded
    | RollPosted
    | RollObjectionFiled
    | RollObjectionUpheld
    | RollObjectionDismissed
    | RollFrozen
    | RollDropped
)

roll_events: tuple[type[Event], ...] = (
    RollDrafted,
    RollUnitsRecorded,
    RollPosted,
    RollObjectionFiled,
    RollObjectionUpheld,
    RollObjectionDismissed,
    RollFrozen,
    RollDropped,
)
