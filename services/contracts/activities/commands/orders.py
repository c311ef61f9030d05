"""Asked about an order (点单): from the resident's wish to the rating."""

from typing import Annotated

from pydantic import Field

from services.contracts.activities.words import (
    Audience,
    LocationKind,
    Participant,
    Priority,
    RatingDims,
    RiskLevel,
    Score,
    TimeSpan,
)
from services.contracts.ids import OrderId, PersonId, TaskId, VolunteerId
from services.kernel import Code, Command, Line, Sealed, of


class OrderCommand(Command, category="order", about="order_id"):
    """Asked about an order."""

    order_id: OrderId


class PlaceOrder(OrderCommand, creates=True):
    """A resident wishes for something of the catalogue, or says in own words what is needed.

    A guardian or a clerk may place it for the resident. A participant under fourteen needs the
    guardian and the guardian's consent.
    """

    resident: PersonId
    guardian: PersonId | None = None
    guardian_consent_ref: Line | None = None
    estate_id: Code
    station_id: Code | None = None
    """The station that takes the order, if one does."""
    catalog_item_id: Code | None = None
    free_text: Annotated[Sealed, of("resident")] | None = None
    audience: Audience
    location: LocationKind
    address: Annotated[Sealed, of("resident")] | None = None
    wish_times: Annotated[tuple[TimeSpan, ...], Field(max_length=10)] = ()
    participants: Annotated[tuple[Participant, ...], Field(max_length=200)] = ()
    risk_notes: Annotated[Sealed, of("resident")] | None = None
    priority: Priority = Priority.ROUTINE


class AmendOrder(OrderCommand):
    """The resident answers what the community asked; the order is up for review again."""

    resident: PersonId
    free_text: Annotated[Sealed, of("resident")] | None = None
    wish_times: Annotated[tuple[TimeSpan, ...], Field(max_length=10)] = ()
    risk_notes: Annotated[Sealed, of("resident")] | None = None


class ApproveOrder(OrderCommand):
    """The community has looked at it: what it is, which skills and how much care it needs."""

    order_category: Code
    skill_needs: Annotated[tuple[Code, ...], Field(max_length=10)] = ()
    risk_level: RiskLevel


class RejectOrder(OrderCommand):
    """The community cannot offer it."""

    reason: Line


class ReturnOrderForInfo(OrderCommand):
    """Something is missing before it can be reviewed."""

    question: Line


class ConfirmDelivery(OrderCommand):
    """The resident has had it; or, three days after, the organiser shows evidence (A-INV-22)."""

    evidence_ref: Line | None = None


class RateOrder(OrderCommand):
    """Somebody who was there rates it within seven days; asked again, the rating changes."""

    rater: PersonId
    score: Score
    dims: RatingDims | None = None
    comment: Annotated[Sealed, of("rater")] | None = None
    anonymous_to_volunteer: bool = False


class CloseOrder(OrderCommand):
    """Close it, once its rating window has passed."""


class CancelOrder(OrderCommand):
    """The resident no longer wishes it, or the community cannot hold it."""

    reason: Line


class NoteDispatch(OrderCommand, internal=True):
    """The room tells its order: a task for it is offered."""

    task_id: TaskId
    attempt: int


class NoteAcceptance(OrderCommand, internal=True):
    """The room tells its order: its task has everyone it needs."""

    task_id: TaskId
    volunteer_ids: tuple[VolunteerId, ...]


class NoteUnfilled(OrderCommand, internal=True):
    """The room tells its order: nobody is left to ask."""

    task_id: TaskId
    attempts: int


class LapseRatingWindow(OrderCommand, internal=True):
    """The room reminds itself: seven days after delivery."""
