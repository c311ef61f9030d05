"""Asked about a roll of owners (业主名册): drafted, posted, objected to, frozen for a vote."""

from datetime import date
from typing import Annotated

from pydantic import Field

from services.contracts.ids import ObjectionId, OwnerKey, PersonId, RollId
from services.contracts.petitions.owners_values import RollUnit
from services.kernel import Code, Command, Line, Sealed, of


class RollCommand(Command, category="roll", about="roll_id"):
    """Asked about the roll of one property-management area."""

    roll_id: RollId


class DraftRoll(RollCommand, creates=True):
    """Begin the roll of one estate, or of several that are managed as one.

    `parking_counted`: what the rules of procedure say of parking spaces (P-LAW-47). `developer`:
    under which key all unsold and undelivered units vote together (P-LAW-45).
    """

    estate_ids: Annotated[tuple[Code, ...], Field(min_length=1, max_length=20)]
    parking_counted: bool = False
    developer: OwnerKey | None = None


class RecordUnits(RollCommand):
    """Record units, many at a time. A unit recorded again stands as recorded last."""

    units: Annotated[tuple[RollUnit, ...], Field(min_length=1, max_length=500)]


class PostRoll(RollCommand):
    """The roll is on the board, masked, until the end of a day: 15 days at least (P-LAW-56)."""

    ends_on: date


class FileRollObjection(RollCommand):
    """Somebody says that the roll is wrong, about one unit or as a whole."""

    objection_id: ObjectionId
    objector: PersonId
    unit_id: Code | None = None
    objection: Annotated[Sealed, of("objector")]


class UpholdRollObjection(RollCommand):
    """The objection is right. `correction` puts the unit right; None strikes the unit objected
    to."""

    objection_id: ObjectionId
    correction: RollUnit | None = None
    answer: Annotated[Sealed, of("roll_id")]


class DismissRollObjection(RollCommand):
    """The roll was checked again, and stands."""

    objection_id: ObjectionId
    answer: Annotated[Sealed, of("roll_id")]


class FreezeRoll(RollCommand):
    """Posted long enough, every objection answered: from here on sales change nothing
    (P-INV-31)."""


class DropRoll(RollCommand):
    """Give up a roll that is not frozen; its estates may have another."""

    reason: Line


type AnyRollCommand = (
    DraftRoll
    | RecordUnits
    | PostRoll
    | FileRollObjection
    | UpholdRollObjection
    | DismissRollObjection
    | FreezeRoll
    | DropRoll
)

roll_commands: tuple[type[Command], ...] = (
    DraftRoll,
    RecordUnits,
    PostRoll,
    FileRollObjection,
    UpholdRollObjection,
    DismissRollObjection,
    FreezeRoll,
    DropRoll,
)
