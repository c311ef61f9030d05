"""What is known of a petition (诉求) whatever it is at the moment."""

from datetime import date, datetime

from services.contracts.ids import PersonId, PetitionId, ReferralId, TopicId
from services.contracts.petitions.clocks import Clock, SupervisionLevel
from services.contracts.petitions.words import (
    DemandType,
    ReferralOutcome,
    Regime,
    TopicClass,
    Urgency,
)
from services.kernel import State


class Classification(State):
    """What kind of matter it is."""

    topic_class: TopicClass
    category_code: str
    demand_type: DemandType


class Proposal(State):
    """A merge or unmerge that waits for a second person."""

    lead_id: PetitionId
    by: PersonId
    what: str


class Mediated(State):
    """What came of the latest referral."""

    referral_id: ReferralId
    outcome: ReferralOutcome
    performed: bool


class Extension(State):
    """More time for this clock: asked for, or granted."""

    clock_id: str
    days: int
    by: PersonId
    granted: bool = False


class Facts(State):
    """What stays with it whatever becomes of it. `members`: its duplicates and their due dates.

    `clocks` are those that run, `breached` those that ran out; `promised` is a date somebody said.
    `returned`: its ticket was given back in this cycle; `designated`: nobody may do so any more.
    """

    regime: Regime
    estate_id: str
    station_id: str | None
    category_code: str
    petitioner: PersonId | None = None
    representatives: tuple[PersonId, ...] = ()
    accused_orgs: tuple[str, ...] = ()
    accused_persons: frozenset[PersonId] = frozenset()
    same_matter: str | None = None
    classification: Classification | None = None
    due_at: datetime | None = None
    members: tuple[tuple[PetitionId, datetime | None], ...] = ()
    proposal: Proposal | None = None
    mediated: Mediated | None = None
    cycle: int = 1
    urgency: Urgency = Urgency.NORMAL
    upstream_due_at: datetime | None = None
    clocks: tuple[Clock, ...] = ()
    promised: datetime | None = None
    breached: frozenset[str] = frozenset()
    supervision: SupervisionLevel | None = None
    returned: bool = False
    designated: bool = False
    extension: Extension | None = None
    urged_on: date | None = None
    topics: frozenset[TopicId] = frozenset()
    answered_at: datetime | None = None
    """When the latest written answer was given: the authority's, or a review's."""
    reviews: int = 0
    """How many reviews were asked for."""
    reviewing: bool = False
