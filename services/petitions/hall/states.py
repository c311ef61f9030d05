"""What a petition (诉求) can be, and what is known of it then."""

from datetime import date, datetime

from services.contracts.ids import DispatchId, PersonId, PetitionId, ReferralId
from services.contracts.petitions.clocks import Clock, SupervisionLevel
from services.contracts.petitions.words import (
    CallbackResult,
    DemandType,
    Outcome,
    ReferralOutcome,
    Regime,
    Satisfaction,
    TopicClass,
    Urgency,
)
from services.kernel import Setting, State, replace
from services.petitions.surroundings import Surroundings


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


class Dispatch(State):
    """In whose hands it is."""

    dispatch_id: DispatchId
    lead_org: str
    co_orgs: tuple[str, ...] = ()
    return_until: datetime | None = None
    returning: PersonId | None = None
    """Who has asked to give it back."""


class Callback(State):
    """What the petitioner said."""

    effective: bool
    solved: bool
    satisfaction: Satisfaction

    @property
    def content(self) -> bool:
        """Nothing to reopen for: it could not be asked, or it is solved and not resented."""
        good = self.solved and self.satisfaction is not Satisfaction.DISSATISFIED
        return good or not self.effective


class Unregistered(State):
    """Nobody has brought it."""


class Known(State):
    """Registered, and whatever came then."""

    facts: Facts


class Registered(Known):
    """Brought in; nobody has judged it."""


class Accepted(Known):
    """Taken up; in nobody's hands yet."""


class Dispatched(Known):
    """Handed over, not yet signed for."""

    dispatch: Dispatch


class InHandling(Known):
    """Being worked on. Without a dispatch when it came back from mediation undispatched."""

    dispatch: Dispatch | None


class Referred(Known):
    """In mediation."""

    referral_id: ReferralId
    before: Accepted | InHandling


class Replied(Known):
    """Answered; the petitioner has the word. `kept`: the street will not reopen it."""

    dispatch: Dispatch | None
    handling_orgs: tuple[str, ...]
    replied_by: PersonId
    legal_base: bool
    attempts: tuple[tuple[date, CallbackResult], ...] = ()
    callback: Callback | None = None
    kept: bool = False


class Closed(Known):
    """Ended, with an outcome. `reply`: as it stood before."""

    outcome: Outcome
    evidence: bool
    reply: Replied


class Declined(Known):
    """Not taken up."""


class Merged(Known):
    """Goes on within its lead. `before`: as it stood."""

    lead_id: PetitionId
    before: Registered | Accepted


class Withdrawn(Known):
    """Taken back by the petitioner."""


class Voided(Known):
    """Struck out."""


type OpenPetition = Registered | Accepted | Dispatched | InHandling | Referred | Replied
type KnownPetition = OpenPetition | Closed | Declined | Merged | Withdrawn | Voided
type Petition = Unregistered | KnownPetition


def with_facts[P: Known](petition: P, facts: Facts) -> P:
    """The same petition, knowing this."""
    return replace(petition, facts=facts)  # type: ignore[return-value] # keeps the class


type Hall = Setting[Petition, Surroundings]
"""What a decision about a petition may know besides it."""
