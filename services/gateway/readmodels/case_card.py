"""The card of a mediation case: what its page and its line in a list are made of."""

from datetime import date
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from services.contracts.ids import (
    AgreementId,
    CaseId,
    DisputeId,
    MediatorId,
    PersonId,
    ReferralId,
    SessionId,
)
from services.contracts.mediation.kinds import (
    AgreementForm,
    Capacity,
    EndReason,
    SafetyFlag,
    Satisfaction,
    SessionMode,
    Side,
    Signpost,
    SignsAs,
    StartedBy,
)
from services.contracts.mediation.values import Term
from services.gateway.readmodels.card import Card
from services.kernel import Code, Instant, Line, Sealed, Value, of


class CaseStatus(StrEnum):
    """Where it stands."""

    OPENED = "opened"
    ACCEPTED = "accepted"
    ASSIGNED = "assigned"
    IN_SESSION = "in_session"
    ADJOURNED = "adjourned"
    AGREED = "agreed"
    EFFECTIVE = "effective"
    PERFORMED = "performed"
    FOLLOWED_UP = "followed_up"
    HANDED_UP = "handed_up"
    TERMINATED = "terminated"
    ARCHIVED = "archived"


class Consent(StrEnum):
    """What a party says to mediation."""

    ASKED = "asked"
    CONSENTED = "consented"
    REFUSED = "refused"
    STOPPED = "stopped"


class PartyOnCard(Card):
    """A party and what it has said."""

    party: PersonId
    side: Side
    capacity: Capacity
    name: Annotated[Sealed | None, of("party")] = None
    phone: Annotated[Sealed | None, of("party")] = None
    consent: Consent = Consent.ASKED
    wants_writing: bool = False


class SessionOnCard(Card):
    """A session set or held. What was said in it stays with the team, sealed."""

    session_id: SessionId
    at: Instant
    mode: SessionMode | None
    joint: bool | None
    open: bool = False
    address: Annotated[Sealed | None, of("case_id")] = None
    held: bool = False
    record: Annotated[Sealed | None, of("case_id")] = None


class SignatureOnCard(Value):
    """Who has signed, as what, on which day."""

    signer: UUID
    signs_as: SignsAs
    signed_on: date


class AgreementOnCard(Card):
    """What was agreed, and how far it is kept."""

    agreement_id: AgreementId
    form: AgreementForm
    partial: bool
    terms: tuple[Term, ...]
    facts: Annotated[Sealed | None, of("case_id")]
    agreed_on: date
    signatures: tuple[SignatureOnCard, ...] = ()
    sealed_on: date | None = None
    """The day of the committee's seal."""
    effective_on: date | None = None
    performed_terms: tuple[Code, ...] = ()
    breached_terms: tuple[Code, ...] = ()
    urged: int = 0
    performed_on: date | None = None


class FollowUpOnCard(Card):
    """What a visit afterwards found."""

    n: int
    on: date
    satisfaction: Satisfaction
    relapse: bool
    party: PersonId | None
    notes: Annotated[Sealed | None, of("party")]


CONFIDENTIAL = frozenset(
    {
        "agreement",
        "delegation_ref",
        "follow_ups",
        "handed_up_to",
        "parties",
        "reason",
        "safety_flags",
        "sessions",
        "stood_aside",
    }
)


class CaseCard(Card):
    """A case as it stands."""

    case_id: CaseId
    number: str
    status: CaseStatus = CaseStatus.OPENED
    dispute_ids: tuple[DisputeId, ...]
    estate_id: Code
    parties: tuple[PartyOnCard, ...]
    started_by: StartedBy
    delegation_ref: Line | None
    referral_id: ReferralId | None
    level: int
    previous_case_id: CaseId | None
    opened_at: Instant
    committee_id: Code | None = None
    accepted_at: Instant | None = None
    due_at: Instant | None = None
    lead_id: MediatorId | None = None
    member_ids: tuple[MediatorId, ...] = ()
    gold_required: bool = False
    proposed_team: tuple[MediatorId, ...] = ()
    team_accepted: tuple[MediatorId, ...] = ()
    stood_aside: tuple[MediatorId, ...] = ()
    sessions: tuple[SessionOnCard, ...] = ()
    sessions_held: int = 0
    safety_flags: tuple[SafetyFlag, ...] = ()
    agreement: AgreementOnCard | None = None
    follow_ups: tuple[FollowUpOnCard, ...] = ()
    ended: EndReason | None = None
    signposts: tuple[Signpost, ...] = ()
    handed_up_to: Line | None = None
    outcome_code: str | None = None
    retention_until: date | None = None
    reason: Line | None = None
