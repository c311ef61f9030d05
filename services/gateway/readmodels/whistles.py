"""The whistles (吹哨报到): which departments were called, who came when, and both scores."""

from enum import StrEnum
from typing import Annotated

from services.contracts.ids import PersonId, PetitionId, WhistleId
from services.contracts.petitions.events.whistle import (
    DepartmentEvaluated,
    DepartmentEvent,
    DepartmentOverdue,
    DepartmentReportedIn,
    StreetWhistleEvaluated,
    WhistleArbitrated,
    WhistleBlown,
    WhistleContested,
    WhistleHandled,
    WhistleProposed,
    WhistleScreened,
)
from services.contracts.petitions.whistle import Arbitration
from services.gateway.readmodels.card import Card, tagged
from services.gateway.readmodels.days import in_order
from services.kernel import Code, Event, Instant, Line, ReadModel, Sealed, of
from services.kernel.readmodel import Cell, Cells, Told


class WhistleStatus(StrEnum):
    """CLOSED: every department that was not released has told what it did."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    TURNED_DOWN = "turned_down"
    BLOWN = "blown"
    CLOSED = "closed"


class DutyStatus(StrEnum):
    """How a department stands to it."""

    CALLED = "called"
    CONTESTED = "contested"
    RESPONSIBLE = "responsible"
    RELEASED = "released"
    REPORTED_IN = "reported_in"
    HANDLED = "handled"


class DutyOnCard(Card):
    """One department that was called."""

    department: Code
    status: DutyStatus = DutyStatus.CALLED
    required_by: Instant
    overdue: bool = False
    """It did not report in by then; it stays so when it comes late."""
    reported_in_at: Instant | None = None
    response_seconds: int | None = None
    reason: Annotated[Sealed, of("petition_id")] | None = None
    """Why it says that it is not theirs."""
    result: Annotated[Sealed, of("petition_id")] | None = None
    score: int | None = None
    """Of the department, by the street."""
    quality: int | None = None
    """Of the whistle, by the department."""


class WhistleCard(Card):
    """A whistle."""

    whistle_id: WhistleId
    petition_id: PetitionId
    estate_id: Code
    status: WhistleStatus = WhistleStatus.PROPOSED
    departments: tuple[Code, ...]
    matter: Annotated[Sealed, of("petition_id")]
    accused_orgs: tuple[Code, ...]
    accused_persons: tuple[PersonId, ...]
    proposed_by: PersonId
    proposed_at: Instant
    blown_at: Instant | None = None
    duties: tuple[DutyOnCard, ...] = ()
    reason: Line | None = None
    """Why it was turned down."""


def evolve(card: WhistleCard | None, told: Told[Event]) -> WhistleCard | None:
    match card, told.event:
        case None, WhistleProposed() as event:
            return WhistleCard.of(event, proposed_at=told.stored.occurred_at)
        case None, _:
            return None
        case _, WhistleScreened(ok=ok, reason=reason):
            status = WhistleStatus.APPROVED if ok else WhistleStatus.TURNED_DOWN
            return card.but(status=status, reason=reason)
        case _, WhistleBlown(departments=departments, required_by=due):
            duties = tuple(DutyOnCard(department=each, required_by=due) for each in departments)
            return card.but(
                status=WhistleStatus.BLOWN,
                departments=departments,
                blown_at=told.event.blown_at,
                duties=duties,
            )
        case _, DepartmentEvent() as event:
            duties = tuple(
                _after(each, event) if each.department == event.department else each
                for each in card.duties
            )
            return card.but(duties=duties, status=_status(card, duties))
        case _:
            return card


def _after(duty: DutyOnCard, event: DepartmentEvent) -> DutyOnCard:
    match event:
        case DepartmentReportedIn(at=at, response_seconds=seconds):
            return duty.but(
                status=DutyStatus.REPORTED_IN, reported_in_at=at, response_seconds=seconds
            )
        case WhistleContested(reason=reason):
            return duty.but(status=DutyStatus.CONTESTED, reason=reason)
        case WhistleArbitrated(decision=Arbitration.RELEASED):
            return duty.but(status=DutyStatus.RELEASED)
        case WhistleArbitrated(required_by=due):
            return duty.but(status=DutyStatus.RESPONSIBLE, required_by=due or duty.required_by)
        case DepartmentOverdue():
            return duty.but(overdue=True)
        case WhistleHandled(result=result):
            return duty.but(status=DutyStatus.HANDLED, result=result)
        case DepartmentEvaluated(score=score):
            return duty.but(score=score)
        case StreetWhistleEvaluated(quality=quality):
            return duty.but(quality=quality)
        case _:
            return duty


def _status(card: WhistleCard, duties: tuple[DutyOnCard, ...]) -> WhistleStatus:
    if card.blown_at is None:
        return card.status
    ended = (DutyStatus.HANDLED, DutyStatus.RELEASED)
    done = all(each.status in ended for each in duties)
    return WhistleStatus.CLOSED if done else WhistleStatus.BLOWN


def contributes(card: WhistleCard) -> Cells:
    """Whistles by status; of each department how often it was called, came, in how many seconds,
    was late, and both scores."""
    cells: dict[Cell, int] = {("whistle", card.status): 1}
    for duty in card.duties:
        which = duty.department
        _add(cells, which, "called", 1)
        _add(cells, which, "overdue", int(duty.overdue))
        _add(cells, which, "released", int(duty.status is DutyStatus.RELEASED))
        for measure, value in (
            ("responded", duty.response_seconds),
            ("score", duty.score),
            ("quality", duty.quality),
        ):
            if value is not None:
                _add(cells, which, measure, 1)
                _add(cells, which, f"{measure}-sum", value)
    return cells


def _add(cells: dict[Cell, int], department: str, measure: str, n: int) -> None:
    if n:
        cells["department", department, measure] = n


whistles = ReadModel(
    name="whistles",
    room="petitions",
    category="whistle",
    card=WhistleCard,
    evolve=evolve,
    sort=lambda card: in_order(card.proposed_at),
    tags=lambda card: tagged(
        status=card.status,
        estate=card.estate_id,
        petition=card.petition_id,
        department=card.departments,
        overdue=any(each.overdue for each in card.duties),
    ),
    contributes=contributes,
    confidential=frozenset(WhistleCard.model_fields),
)
