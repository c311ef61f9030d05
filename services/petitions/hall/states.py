"""What a petition (诉求) can be, and what is known of it only then."""

from datetime import date, datetime

from services.contracts.ids import DispatchId, PersonId, PetitionId, ReferralId
from services.contracts.petitions.words import (
    CallbackResult,
    Outcome,
    Satisfaction,
)
from services.kernel import Setting, State, replace
from services.petitions.hall.known import Facts
from services.petitions.surroundings import Surroundings


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
    contacted: bool = False

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
    """Answered; the petitioner has the word. `kept`: the street will not reopen it.

    `asked`: what the representatives of a group have said so far.
    """

    dispatch: Dispatch | None
    handling_orgs: tuple[str, ...]
    replied_by: PersonId
    legal_base: bool
    attempts: tuple[tuple[date, CallbackResult], ...] = ()
    callback: Callback | None = None
    asked: tuple[tuple[PersonId, Callback], ...] = ()
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
