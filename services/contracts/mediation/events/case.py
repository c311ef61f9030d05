"""What is told of a mediation case, from its opening to the last session and its end.

Names and fields are kept for good: add freely, never rename, never remove.
"""

from datetime import date
from typing import Annotated, Literal

from services.contracts.ids import CaseId, DisputeId, MediatorId, PersonId, ReferralId
from services.contracts.mediation.kinds import (
    Capacity,
    ConsentMode,
    EndReason,
    Relation,
    Side,
    Signpost,
    StartedBy,
)
from services.contracts.mediation.values import CaseParty, Level
from services.kernel import Code, Event, Instant, Line, Sealed, of


class CaseEvent(Event, category="case", about="case_id"):
    """About a mediation case."""

    case_id: CaseId


class CaseOpened(CaseEvent):
    """Opened; no session before every party has consented."""

    dispute_ids: tuple[DisputeId, ...]
    estate_id: Code
    parties: tuple[CaseParty, ...]
    started_by: StartedBy
    delegation_ref: Line | None
    referral_id: ReferralId | None
    """The hall's referral that waits for the outcome, if one does."""
    level: Level
    previous_case_id: CaseId | None


class CasePartyNamed(CaseEvent):
    """A further party."""

    party: PersonId
    side: Side
    capacity: Capacity
    name: Annotated[Sealed | None, of("party")]
    phone: Annotated[Sealed | None, of("party")]


class PartyConsented(CaseEvent):
    """This party agrees to mediation."""

    party: PersonId
    at: Instant
    mode: ConsentMode


class PartyRefused(CaseEvent):
    """This party does not agree; when that is clear, the case ends."""

    party: PersonId
    clear: bool


class PartyStopped(CaseEvent):
    """This party stopped the mediation. Nobody asks why."""

    party: PersonId


class WritingAsked(CaseEvent):
    """This party wants it in writing."""

    party: PersonId


class CaseAccepted(CaseEvent):
    """Taken by the committee; an agreement is hoped for by `due_at`."""

    committee_id: Code
    accepted_at: Instant
    due_at: Instant
    rights_notice_ref: Line


class ConflictDeclared(CaseEvent):
    """The mediator disclosed a relation and stands aside in this case."""

    mediator_id: MediatorId
    relation: Relation


class MediatorRecused(CaseEvent):
    """The committee decided that this mediator stands aside."""

    mediator_id: MediatorId
    decided_by: Line
    reason: Line


class MediatorObjected(CaseEvent):
    """A party objected to this mediator, who stands aside."""

    party: PersonId
    mediator_id: MediatorId


class RouteProposed(CaseEvent):
    """Level and team that the rule of this version proposes."""

    level: Level
    team: tuple[MediatorId, ...]
    """Lead first; empty when the rule finds nobody."""
    gold_required: bool
    rule_version: Code


class TeamAssigned(CaseEvent):
    """A human assigned this team."""

    lead_id: MediatorId
    member_ids: tuple[MediatorId, ...]
    gold_required: bool
    level: Level
    reason: Line


class AssignmentAccepted(CaseEvent):
    """This mediator takes it."""

    mediator_id: MediatorId


class AssignmentDeclined(CaseEvent):
    """This mediator does not take it."""

    mediator_id: MediatorId
    reason: Line


class CaseEscalated(CaseEvent):
    """One level up (or to 3 for RED). `attempts`: sessions held at the level it leaves."""

    from_level: Level
    to_level: Level
    reason: Line
    attempts: int


class CaseHandedUp(CaseEvent):
    """Beyond the street: 矛盾上交."""

    to: Line
    reason: Line


class CaseTerminated(CaseEvent):
    """Ended without an agreement in effect; the parties were told of the other ways."""

    dispute_ids: tuple[DisputeId, ...]
    reason: EndReason
    signposts: tuple[Signpost, ...]
    notice_ref: Line | None


class CaseArchived(CaseEvent):
    """The file is closed and kept."""

    retention_until: date


class CaseOutcomePublished(CaseEvent):
    """All that the hall learns of a matter it referred: how it ended, not what was said."""

    referral_id: ReferralId
    outcome_code: Literal[
        "AGREEMENT_PERFORMED",
        "AGREEMENT_REACHED",
        "TERMINATED",
        "REFUSED",
        "HANDED_UP",
        "NOT_OPENED",
    ]
    agreed_on: date | None
    performed: bool
