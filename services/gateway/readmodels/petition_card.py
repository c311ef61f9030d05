"""The card of a petition: what its page and its line in a list are made of."""

from typing import Annotated

from services.contracts.ids import DispatchId, PersonId, PetitionId, ReferralId, TopicId
from services.contracts.petitions.clocks import Clock, ClockKind, SupervisionLevel
from services.contracts.petitions.words import (
    Channel,
    Confirmation,
    DeclineReason,
    DemandType,
    IdentityMode,
    LegalChannel,
    Outcome,
    ReferralOutcome,
    Regime,
    Satisfaction,
    TopicClass,
    Urgency,
)
from services.gateway.readmodels.card import Card
from services.gateway.readmodels.petition_extensions import ExtensionOnCard
from services.gateway.readmodels.petition_returns import ReturnOnCard
from services.gateway.readmodels.petition_reviews import ReviewOnCard
from services.gateway.readmodels.petition_status import COUNTS_NOWHERE, PetitionStatus
from services.gateway.readmodels.petition_whistles import WhistleOnCard
from services.kernel import Code, Instant, Line, Sealed, Value, of

IDENTITY = frozenset(
    {
        "petitioner",
        "petitioner_name",
        "petitioner_phone",
        "representatives",
        "representatives_asked",
        "building",
        "location",
    }
)
CONFIDENTIAL = IDENTITY | {
    "accused_orgs",
    "accused_persons",
    "attachment_refs",
    "called_back_by",
    "collection_ref",
    "comment",
    "evidence_refs",
    "handler",
    "narrative",
    "new_facts",
    "query_code",
    "replied_by",
    "reply",
    "topic_hint",
    "upstream_ticket",
}


class CallbackOnCard(Value):
    """What the latest call-back heard."""

    at: Instant
    effective: bool
    contacted: bool
    solved: bool
    satisfaction: Satisfaction


class Overdue(Value):
    """A running clock that ran out, and when."""

    clock_id: Code
    kind: ClockKind
    due_at: Instant


class PetitionCard(Card):
    """A petition as it stands."""

    petition_id: PetitionId
    number: str
    status: PetitionStatus = PetitionStatus.REGISTERED
    query_code: Code
    regime: Regime
    channel: Channel
    collection_ref: Code | None
    identity_mode: IdentityMode
    petitioner: PersonId | None
    petitioner_name: Annotated[Sealed, of("petitioner", "petition_id")] | None
    petitioner_phone: Annotated[Sealed, of("petitioner", "petition_id")] | None
    representatives: tuple[PersonId, ...]
    co_signer_count: int
    demand_type: DemandType
    category_code: Code
    topic_class: TopicClass | None = None
    urgency: Urgency
    estate_id: Code
    station_id: Code | None
    building: Code | None
    location: Annotated[Sealed, of("petitioner", "petition_id")] | None
    topic_hint: Annotated[Sealed, of("petitioner", "petition_id")] | None
    narrative: Annotated[Sealed, of("petitioner", "petition_id")]
    attachment_refs: tuple[Line, ...]
    accused_orgs: tuple[Code, ...]
    accused_persons: tuple[PersonId, ...]
    upstream_ticket: Line | None
    registered_at: Instant
    supporters: int = 0
    cycle: int = 1
    due_at: Instant | None = None
    upstream_due_at: Instant | None = None
    clocks: tuple[Clock, ...] = ()
    overdue: tuple[Overdue, ...] = ()
    supervision: SupervisionLevel | None = None
    supervised: int = 0
    supervision_closed: int = 0
    lead_org: Code | None = None
    co_orgs: tuple[Code, ...] = ()
    handler: PersonId | None = None
    dispatch_id: DispatchId | None = None
    dispatched_at: Instant | None = None
    signed_at: Instant | None = None
    contacted_at: Instant | None = None
    last_progress_at: Instant | None = None
    evidence_refs: tuple[Line, ...] = ()
    proposed_outcome: Outcome | None = None
    reply: Annotated[Sealed, of("petition_id")] | None = None
    replied_at: Instant | None = None
    replied_by: PersonId | None = None
    callback_attempts: int = 0
    callback: CallbackOnCard | None = None
    representatives_asked: tuple[PersonId, ...] = ()
    called_back_by: PersonId | None = None
    comment: Annotated[Sealed, of("petition_id")] | None = None
    outcome: Outcome | None = None
    confirmed_by: Confirmation | None = None
    closed_at: Instant | None = None
    reopened: int = 0
    new_facts: Annotated[Sealed, of("petition_id")] | None = None
    decline_reason: DeclineReason | None = None
    signposts: tuple[LegalChannel, ...] = ()
    lead_id: PetitionId | None = None
    members: tuple[PetitionId, ...] = ()
    merge_proposed: PetitionId | None = None
    unmerge_proposed: bool = False
    topics: tuple[TopicId, ...] = ()
    """Under which the hall deliberates on it."""
    referral_id: ReferralId | None = None
    referral_outcome: ReferralOutcome | None = None
    urged: int = 0
    handling_urged: int = 0
    whistles: tuple[WhistleOnCard, ...] = ()
    returns: tuple[ReturnOnCard, ...] = ()
    extension: ExtensionOnCard | None = None
    reviews: tuple[ReviewOnCard, ...] = ()
    reason: Line | None = None
    """Why it was voided, or not reopened."""
    status_before: PetitionStatus | None = None
    """Where a merged or referred petition stood: there it goes on should that be taken back."""

    @property
    def counts(self) -> bool:
        """Is it one of the received: a lead, and not voided?"""
        return self.status not in COUNTS_NOWHERE

    @property
    def resolved(self) -> bool:
        """Only what is closed as resolved is."""
        return self.status is PetitionStatus.CLOSED and self.outcome is Outcome.RESOLVED

    @property
    def content(self) -> bool:
        """Resolved, and the petitioner said so: 满意 or 基本满意."""
        return (
            self.resolved
            and self.callback is not None
            and self.callback.satisfaction in (Satisfaction.SATISFIED, Satisfaction.BASIC)
        )
