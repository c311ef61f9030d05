"""What is told of a whistle (吹哨报到), from its proposal to both scores (P-LAW-20).

Names and fields are kept for good: add freely, never rename, never remove.
"""

from typing import Annotated

from services.contracts.ids import PersonId, PetitionId, WhistleId
from services.contracts.petitions.whistle import Arbitration, Score
from services.kernel import Code, Event, Instant, Line, Sealed, of


class WhistleEvent(Event, category="whistle", about="whistle_id"):
    """About a whistle, and the petition it is blown for."""

    whistle_id: WhistleId
    petition_id: PetitionId


class WhistleProposed(WhistleEvent):
    """Somebody asks the street to call these departments. Whom the petition complains of stands
    here, so that they are not shown it (P-INV-1)."""

    estate_id: Code
    departments: tuple[Code, ...]
    matter: Annotated[Sealed, of("petition_id")]
    accused_orgs: tuple[Code, ...]
    accused_persons: tuple[PersonId, ...]
    proposed_by: PersonId


class WhistleScreened(WhistleEvent):
    """The street approved it, or turned it down."""

    ok: bool
    reason: Line | None
    screened_by: PersonId


class WhistleBlown(WhistleEvent):
    """The street calls these departments; they report in by `required_by`."""

    departments: tuple[Code, ...]
    matter: Annotated[Sealed, of("petition_id")]
    blown_at: Instant
    required_by: Instant


class DepartmentEvent(WhistleEvent):
    """About one department that was called."""

    department: Code


class DepartmentReportedIn(DepartmentEvent):
    """It is there."""

    at: Instant
    response_seconds: int
    """From the whistle until then."""


class WhistleContested(DepartmentEvent):
    """It says that it is not theirs."""

    reason: Annotated[Sealed, of("petition_id")]


class WhistleArbitrated(DepartmentEvent):
    """The street has decided whose it is."""

    decision: Arbitration
    reason: Line
    required_by: Instant | None
    arbitrated_by: PersonId


class DepartmentOverdue(DepartmentEvent):
    """It was silent until the day by which it was to report in."""

    required_by: Instant


class WhistleHandled(DepartmentEvent):
    """What it has done."""

    result: Annotated[Sealed, of("petition_id")]


class DepartmentEvaluated(DepartmentEvent):
    """The street's score of the department."""

    score: Score
    evaluated_by: PersonId


class StreetWhistleEvaluated(DepartmentEvent):
    """The department's score of the whistle."""

    quality: Score
    evaluated_by: PersonId


type AnyDepartmentEvent = (
    DepartmentReportedIn
    | WhistleContested
    | WhistleArbitrated
    | DepartmentOverdue
    | WhistleHandled
    | DepartmentEvaluated
    | StreetWhistleEvaluated
)
type AnyWhistleEvent = WhistleProposed | WhistleScreened | WhistleBlown | AnyDepartmentEvent

whistle_events: tuple[type[Event], ...] = (
    WhistleProposed,
    WhistleScreened,
    WhistleBlown,
    DepartmentReportedIn,
    WhistleContested,
    WhistleArbitrated,
    DepartmentOverdue,
    WhistleHandled,
    DepartmentEvaluated,
    StreetWhistleEvaluated,
)
