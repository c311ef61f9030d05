"""Asked of a whistle (吹哨报到): propose, screen, blow, report in, contest, handle, score
(P-LAW-20)."""

from typing import Annotated

from pydantic import Field

from services.contracts.ids import PetitionId, WhistleId
from services.contracts.petitions.whistle import Arbitration, Score
from services.kernel import Code, Command, Instant, Line, Sealed, of


class WhistleCommand(Command, category="whistle", about="whistle_id"):
    """Asked about a whistle."""

    whistle_id: WhistleId


class ProposeWhistle(WhistleCommand, creates=True):
    """Propose that the street calls departments to come to a petition."""

    petition_id: PetitionId
    departments: Annotated[tuple[Code, ...], Field(min_length=1, max_length=20)]
    matter: Annotated[Sealed, of("petition_id")]


class ScreenWhistle(WhistleCommand):
    """Approve it, or turn it down: no whistle is blown casually. Somebody else proposed it."""

    ok: bool
    reason: Line | None = None


class BlowWhistle(WhistleCommand):
    """Call these departments, never one that the petition complains of (P-INV-1). They report in
    by `required_by`."""

    departments: Annotated[tuple[Code, ...], Field(min_length=1, max_length=20)]
    required_by: Instant


class DepartmentCommand(WhistleCommand):
    """Asked of one department that was called, or about it."""

    department: Code


class ReportIn(DepartmentCommand):
    """The department is there."""

    at: Instant


class ContestWhistle(DepartmentCommand):
    """The department says that it is not theirs, and why."""

    petition_id: PetitionId
    reason: Annotated[Sealed, of("petition_id")]


class ArbitrateWhistle(DepartmentCommand):
    """Decide whether it is theirs. `required_by`: the day by which they report in now."""

    decision: Arbitration
    reason: Line
    required_by: Instant | None = None


class HandleWhistle(DepartmentCommand):
    """The department says what it has done; also after the petition is closed."""

    petition_id: PetitionId
    result: Annotated[Sealed, of("petition_id")]


class TellDepartmentOverdue(DepartmentCommand, internal=True):
    """The day by which it reports in is over."""


class EvaluateDepartment(DepartmentCommand):
    """The street scores how the department came and worked."""

    score: Score


class EvaluateStreetWhistle(DepartmentCommand):
    """The department scores whether the whistle was well blown."""

    quality: Score


type AnyDepartmentCommand = (
    ReportIn
    | ContestWhistle
    | ArbitrateWhistle
    | HandleWhistle
    | TellDepartmentOverdue
    | EvaluateDepartment
    | EvaluateStreetWhistle
)
type AnyWhistleCommand = ProposeWhistle | ScreenWhistle | BlowWhistle | AnyDepartmentCommand

whistle_commands: tuple[type[Command], ...] = (
    ProposeWhistle,
    ScreenWhistle,
    BlowWhistle,
    ReportIn,
    ContestWhistle,
    ArbitrateWhistle,
    HandleWhistle,
    TellDepartmentOverdue,
    EvaluateDepartment,
    EvaluateStreetWhistle,
)
