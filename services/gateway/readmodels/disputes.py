"""The disputes reported in the street: each counts once, when it was reported, by its last kind."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated

from services.contracts.ids import CaseId, DisputeId, PersonId, ReferralId
from services.contracts.mediation.events.case import CaseOpened, CaseTerminated
from services.contracts.mediation.events.dispute import (
    DisputeAbsorbed,
    DisputeClosedWithoutCase,
    DisputeMerged,
    DisputeReclassified,
    DisputeRecurred,
    DisputeReported,
    DisputeTriaged,
    DisputeTriageProposed,
    DisputeVoided,
)
from services.contracts.mediation.kinds import (
    ClosedReason,
    DisputeSource,
    EndReason,
    LocalKind,
    Risk,
    SafetyFlag,
    Severity,
)
from services.contracts.mediation.official import (
    OfficialKind,
)
from services.contracts.mediation.values import DisputeParty
from services.gateway.readmodels.card import Card, tagged
from services.gateway.readmodels.days import day_of, in_order
from services.kernel import Code, Event, Instant, Line, ReadModel, Sealed, of
from services.kernel.readmodel import Cells, Told


class DisputeStatus(StrEnum):
    """Where it stands. What becomes of a mediated one is on the card of its case."""

    REPORTED = "reported"
    TRIAGED = "triaged"
    IN_MEDIATION = "in_mediation"
    CLOSED = "closed"
    MERGED = "merged"
    VOIDED = "voided"


class DisputeCard(Card):
    """A dispute as it stands."""

    dispute_id: DisputeId
    status: DisputeStatus = DisputeStatus.REPORTED
    source: DisputeSource
    source_ref: Line | None
    referral_id: ReferralId | None
    local_kind: LocalKind
    official_kind: OfficialKind | None
    estate_id: Code
    coarse_location: Line | None
    parties: tuple[DisputeParty, ...]
    reporter: PersonId | None
    summary: Annotated[Sealed | None, of("reporter")]
    severity_hint: Severity | None
    noticed_at: Instant
    reported_at: Instant
    severity: Severity | None = None
    risk: Risk | None = None
    proposed_severity: Severity | None = None
    proposed_risk: Risk | None = None
    safety_flags: tuple[SafetyFlag, ...] = ()
    lead_id: DisputeId | None = None
    absorbed: tuple[DisputeId, ...] = ()
    case_id: CaseId | None = None
    ended: EndReason | None = None
    closed_reason: ClosedReason | None = None
    previous_dispute_id: DisputeId | None = None
    reason: Line | None = None


def evolve(card: DisputeCard | None, told: Told[Event]) -> DisputeCard | None:
    match card, told.event:
        case None, DisputeReported() as event:
            return DisputeCard.of(event)
        case None, _:
            return None
        case _, DisputeTriageProposed(severity=severity, risk=risk):
            return card.but(proposed_severity=severity, proposed_risk=risk)
        case _, DisputeTriaged() as event:
            reported = card.status is DisputeStatus.REPORTED
            return card.but(
                status=DisputeStatus.TRIAGED if reported else card.status,
                local_kind=event.local_kind,
                official_kind=event.official_kind,
                severity=event.severity,
                risk=event.risk,
                safety_flags=event.safety_flags,
            )
        case _, DisputeReclassified(local_kind=kind, reason=reason):
            return card.but(local_kind=kind, reason=reason)
        case _, DisputeMerged(lead_id=lead):
            return card.but(status=DisputeStatus.MERGED, lead_id=lead)
        case _, DisputeAbsorbed(merged_id=merged):
            return card.but(absorbed=(*card.absorbed, merged))
        case _, DisputeVoided(reason=reason):
            return card.but(status=DisputeStatus.VOIDED, reason=reason)
        case _, DisputeClosedWithoutCase(reason=why):
            return card.but(status=DisputeStatus.CLOSED, closed_reason=why)
        case _, DisputeRecurred(previous_dispute_id=previous):
            return card.but(previous_dispute_id=previous)
        case _, CaseOpened(case_id=case):
            return card.but(status=DisputeStatus.IN_MEDIATION, case_id=case, ended=None)
        case _, CaseTerminated(reason=why):
            return card.but(status=DisputeStatus.CLOSED, ended=why)
        case _:
            return card


def keys(event: Event) -> Sequence[str]:
    """A case is about several disputes; only its beginning and its end matter to them."""
    match event:
        case CaseOpened(dispute_ids=disputes) | CaseTerminated(dispute_ids=disputes):
            return tuple(str(dispute) for dispute in disputes)
        case _ if event.category == "dispute":
            return (event.key,)
        case _:
            return ()


def contributes(card: DisputeCard) -> Cells:
    if card.status in (DisputeStatus.MERGED, DisputeStatus.VOIDED):
        return {}
    return {("reported", card.local_kind, day_of(card.reported_at).isoformat()): 1}


disputes = ReadModel(
    name="disputes",
    room="mediation",
    category="dispute",
    hears=frozenset({"case"}),
    card=DisputeCard,
    evolve=evolve,
    keys=keys,
    sort=lambda card: in_order(card.reported_at),
    tags=lambda card: tagged(
        status=card.status,
        kind=card.local_kind,
        severity=card.severity or card.severity_hint,
        risk=card.risk,
        source=card.source,
        estate=card.estate_id,
        case=card.case_id,
        referral=card.referral_id,
        flag=card.safety_flags,
        party=tuple(party.party for party in card.parties),
    ),
    contributes=contributes,
    confidential=frozenset(
        {"parties", "reporter", "source_ref", "summary", "coarse_location", "safety_flags"}
    ),
)
