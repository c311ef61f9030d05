"""What a mediation case can be: each state has the facts it has then."""

from datetime import date
from uuid import UUID

from services.contracts.ids import (
    AgreementId,
    DisputeId,
    MediatorId,
    PersonId,
    ReferralId,
    SessionId,
)
from services.contracts.mediation.kinds import AgreementForm, EndReason, SafetyFlag, StartedBy
from services.contracts.mediation.values import CaseParty, Term
from services.kernel import State


class File(State):
    """What is known of the case whatever its state."""

    dispute_ids: tuple[DisputeId, ...]
    estate_id: str
    level: int
    started_by: StartedBy
    referral: ReferralId | None
    parties: tuple[CaseParty, ...]
    consents: frozenset[PersonId] = frozenset()
    writing: frozenset[PersonId] = frozenset()
    attempts: int = 0
    """Sessions held at this level."""
    flags: frozenset[SafetyFlag] = frozenset()
    aside: frozenset[MediatorId] = frozenset()

    @property
    def people(self) -> frozenset[PersonId]:
        return frozenset(each.party for each in self.parties)


class Team(State):
    """Who mediates: the lead, the others, and who of them took it."""

    lead: MediatorId
    members: frozenset[MediatorId]
    accepted: frozenset[MediatorId] = frozenset()

    @property
    def everyone(self) -> frozenset[MediatorId]:
        return self.members | {self.lead}


class Planned(State):
    """A session that is set."""

    session_id: SessionId
    joint: bool


class Agreement(State):
    """What was agreed, and who has put their name under it."""

    agreement_id: AgreementId
    form: AgreementForm
    terms: tuple[Term, ...]
    agreed_on: date
    signers: frozenset[UUID] = frozenset()
    sealed: bool = False
    last_day: date
    """Of all signatures and the seal so far."""


class Unopened(State):
    """Nobody opened it."""


class NeverOpened(State):
    """Its referral ended before it could be opened."""


class Open(State):
    """Somewhere between its opening and its end."""

    file: File


class Opened(Open):
    """Waiting for every party's consent and the committee's acceptance."""


class Accepted(Open):
    """Taken by a committee; it needs a team."""


class Assigned(Open):
    """Has a team."""

    team: Team
    planned: Planned | None = None


class InSession(Assigned):
    """A session was held and not broken off."""


class Adjourned(Assigned):
    """Goes on another day."""


class Agreed(Open):
    """Agreed in writing; it does not bind yet."""

    team: Team
    agreement: Agreement


class Performing(Open):
    """The agreement binds; its terms are to be performed one by one."""

    team: Team
    agreement: Agreement
    effective_on: date
    done: frozenset[str] = frozenset()
    breached: frozenset[str] = frozenset()
    follow_ups: int = 0

    @property
    def owed(self) -> frozenset[str]:
        return frozenset(each.term_id for each in self.agreement.terms) - self.done


class Fulfilled(Performing):
    """Every term is performed."""


class FollowedUp(Performing):
    """Somebody went to see."""


class Terminated(State):
    """Ended without an agreement in effect."""

    file: File
    reason: EndReason


class Archived(State):
    """The file is closed."""

    file: File


type Case = (
    Unopened
    | NeverOpened
    | Opened
    | Accepted
    | Assigned
    | InSession
    | Adjourned
    | Agreed
    | Performing
    | Fulfilled
    | FollowedUp
    | Terminated
    | Archived
)
