"""What is told of the weekly sessions (四下基层) and the monthly rounds of opinions (P-INV-17, 18).

Names and fields are kept for good: add freely, never rename, never remove.
"""

from datetime import date
from typing import Annotated

from services.contracts.ids import OpinionId, PersonId, PetitionId
from services.contracts.petitions.outreach import IsoWeek, Month, OutreachId, OutreachItem, RoundId
from services.kernel import Code, Event, Instant, Line, Sealed, of


class OutreachEvent(Event, category="outreach", about="outreach_id"):
    """About a station's outreach session of one week."""

    outreach_id: OutreachId
    station_id: Code
    iso_week: IsoWeek


class OutreachSessionScheduled(OutreachEvent):
    """The station owes a session this week. `recurring`: the next week's follows by itself."""

    ends_at: Instant
    recurring: bool


class OutreachSessionHeld(OutreachEvent):
    """It took place: when, which of the four items, who led it, what was brought."""

    held_on: date
    items: tuple[OutreachItem, ...]
    leaders: tuple[PersonId, ...]
    leads: tuple[PetitionId, ...]


class OutreachSessionMissed(OutreachEvent):
    """The week is over without one. A `reason` of None: nobody has said why."""

    reason: Line | None


class OutreachMissExplained(OutreachEvent):
    """Why there was none, said after the week was counted as missed."""

    reason: Line


class OutreachSessionCancelled(OutreachEvent):
    """The station was out of use when the week ended: nothing was missed."""


type AnyOutreachEvent = (
    OutreachSessionScheduled
    | OutreachSessionHeld
    | OutreachSessionMissed
    | OutreachMissExplained
    | OutreachSessionCancelled
)


class CollectionRoundEvent(Event, category="round", about="round_id"):
    """About a station's monthly round of opinions."""

    round_id: RoundId
    station_id: Code
    month: Month


class CollectionRoundOpened(CollectionRoundEvent):
    """The month's opinions are being collected. `recurring`: the next month's follows by itself."""

    ends_at: Instant
    recurring: bool


class OpinionCollected(CollectionRoundEvent):
    """Somebody's opinion that is no petition."""

    opinion_id: OpinionId
    said_by: PersonId | None
    note: Annotated[Sealed, of("said_by", "opinion_id")]


class ZeroReportFiled(CollectionRoundEvent):
    """零报告: whoever asked around answers for it that nobody had anything to say."""

    filed_by: PersonId


class CollectionRoundOverdue(CollectionRoundEvent):
    """The month is over, and the round is not closed."""


class CollectionRoundCancelled(CollectionRoundEvent):
    """The station was out of use when the month ended: nothing is overdue."""


class CollectionRoundClosed(CollectionRoundEvent):
    """Closed with so many opinions and petitions, or with a zero report."""

    opinions: int
    petitions: int
    zero_report: bool


type AnyRoundEvent = (
    CollectionRoundOpened
    | OpinionCollected
    | ZeroReportFiled
    | CollectionRoundOverdue
    | CollectionRoundCancelled
    | CollectionRoundClosed
)

outreach_events: tuple[type[Event], ...] = (
    OutreachSessionScheduled,
    OutreachSessionHeld,
    OutreachSessionMissed,
    OutreachMissExplained,
    OutreachSessionCancelled,
    CollectionRoundOpened,
    OpinionCollected,
    ZeroReportFiled,
    CollectionRoundOverdue,
    CollectionRoundCancelled,
    CollectionRoundClosed,
)
