"""What a dispute can be, and how what happened makes it so."""

from datetime import datetime

from services.contracts.ids import DisputeId, ReferralId
from services.contracts.mediation.commands.dispute import (
    CloseDisputeWithoutCase,
    LinkRecurrence,
    MergeDispute,
    ProposeTriage,
    ReclassifyDispute,
    ReportDispute,
    TriageDispute,
    VoidDispute,
)
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
from services.contracts.mediation.kinds import DisputeSource, LocalKind, SafetyFlag, Severity
from services.kernel import State, replace


class Unreported(State):
    """Nobody reported it."""


class Reported(State):
    """Reported: it counts at `reported_at` under `kind`."""

    estate_id: str
    source: DisputeSource
    source_ref: str | None
    referral: ReferralId | None
    kind: LocalKind
    reported_at: datetime
    noticed_at: datetime
    """The earliest of all reports of this incident."""
    hint: Severity | None
    rule_version: str | None = None
    flags: frozenset[SafetyFlag] = frozenset()


class Triaged(Reported):
    """A human said how grave it is."""


class Closed(Reported):
    """Ended without a case; it still counts."""


class Merged(State):
    """Counts with the report it went into."""

    estate_id: str
    lead_id: DisputeId


class Voided(State):
    """Does not count."""

    estate_id: str


type Dispute = Unreported | Reported | Triaged | Closed | Merged | Voided

type DisputeCommand = (
    ReportDispute
    | ProposeTriage
    | TriageDispute
    | ReclassifyDispute
    | MergeDispute
    | VoidDispute
    | CloseDisputeWithoutCase
    | LinkRecurrence
)
type DisputeEvent = (
    DisputeReported
    | DisputeTriageProposed
    | DisputeTriaged
    | DisputeReclassified
    | DisputeMerged
    | DisputeAbsorbed
    | DisputeVoided
    | DisputeClosedWithoutCase
    | DisputeRecurred
)


def evolve(dispute: Dispute, event: DisputeEvent) -> Dispute:
    match dispute, event:
        case Unreported(), DisputeReported():
            return Reported(
                estate_id=event.estate_id,
                source=event.source,
                source_ref=event.source_ref,
                referral=event.referral_id,
                kind=event.local_kind,
                reported_at=event.reported_at,
                noticed_at=event.noticed_at,
                hint=event.severity_hint,
            )
        case Reported(), DisputeTriageProposed(rule_version=version):
            return replace(dispute, rule_version=version)
        case Reported(), DisputeTriaged(local_kind=kind, safety_flags=flags):
            return replace(_as(Triaged, dispute), kind=kind, flags=frozenset(flags))
        case Reported(), DisputeReclassified(local_kind=kind):
            return replace(dispute, kind=kind)
        case Reported(), DisputeAbsorbed(noticed_at=noticed_at):
            return replace(dispute, noticed_at=min(dispute.noticed_at, noticed_at))
        case Reported(estate_id=estate), DisputeMerged(lead_id=lead):
            return Merged(estate_id=estate, lead_id=lead)
        case Reported(estate_id=estate), DisputeVoided():
            return Voided(estate_id=estate)
        case Reported(), DisputeClosedWithoutCase():
            return _as(Closed, dispute)
        case _:
            return dispute


def _as[S: Reported](kind: type[S], dispute: Reported) -> S:
    return kind(**vars(dispute))
