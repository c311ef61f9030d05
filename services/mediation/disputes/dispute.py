"""A dispute (上报纠纷): reported, triaged, maybe reclassified, merged, voided, closed without case.

It counts once, at the time it was reported, under its latest kind (M-INV-17).
"""

from collections.abc import Sequence

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
    DisputeClosedWithoutCase,
    DisputeMerged,
    DisputeReclassified,
    DisputeRecurred,
    DisputeTriaged,
    DisputeTriageProposed,
    DisputeVoided,
)
from services.kernel import Claim, Decider, Setting, Standing, Take
from services.mediation.disputes.merging import merge
from services.mediation.disputes.refusals import (
    DisputeAlreadyReported,
    DisputeHasCase,
    DisputeIsClosed,
    DisputeIsMerged,
    DisputeIsSettled,
    DisputeIsVoided,
    DisputeUnknown,
    KindIsTheSame,
    PreviousDisputeUnknown,
)
from services.mediation.disputes.reporting import report
from services.mediation.disputes.states import (
    Closed,
    Dispute,
    DisputeCommand,
    DisputeEvent,
    Merged,
    Reported,
    Triaged,
    Unreported,
    Voided,
    evolve,
)
from services.mediation.disputes.triage import propose
from services.mediation.known import Surroundings


def decide(
    command: DisputeCommand, dispute: Dispute, setting: Setting[Dispute, Surroundings]
) -> list[DisputeEvent]:
    match dispute, command:
        case Unreported(), ReportDispute():
            return [report(command, setting)]
        case Reported(source_ref=str() as ref), ReportDispute(source=source, source_ref=again) if (
            dispute.source,
            ref,
        ) == (source, again):
            return []  # the same referral heard twice
        case _, ReportDispute():
            raise DisputeAlreadyReported
        case Unreported(), _:
            raise DisputeUnknown
        case Merged() | Voided(), _:
            return _over(command, dispute)
        case Reported(), ReclassifyDispute():
            return [_reclassified(command, dispute)]
        case Reported(), LinkRecurrence():
            return [_recurred(command, setting.around)]
        case Closed(), _:
            return _over(command, dispute)
        case Triaged(), ProposeTriage():
            return []  # a human was faster
        case Reported(), ProposeTriage():
            return [_proposed(command, dispute)]
        case Reported(), TriageDispute():
            return [_triaged(command, dispute, setting.asker.person)]
        case _ if setting.around.disputes[command.dispute_id].in_case:
            raise DisputeHasCase
        case Reported(), MergeDispute():
            return merge(command, dispute, setting.others[str(command.lead_id)])
        case Reported(referral=referral), VoidDispute(dispute_id=which, reason=why):
            return [DisputeVoided(dispute_id=which, reason=why, referral_id=referral)]
        case Reported(referral=referral), CloseDisputeWithoutCase(dispute_id=which, reason=end):
            return [DisputeClosedWithoutCase(dispute_id=which, reason=end, referral_id=referral)]


def _over(command: DisputeCommand, dispute: Merged | Voided | Closed) -> list[DisputeEvent]:
    """What can still be said of a dispute that has ended: the same again, or nothing."""
    match dispute, command:
        case _, ProposeTriage():
            return []
        case Merged(lead_id=lead), MergeDispute(lead_id=again) if lead == again:
            return []
        case (Voided(), VoidDispute()) | (Closed(), CloseDisputeWithoutCase()):
            return []
        case Merged(lead_id=lead), _:
            raise DisputeIsMerged(lead=lead)
        case Voided(), _:
            raise DisputeIsVoided
        case Closed(), _:
            raise DisputeIsClosed


def _reclassified(command: ReclassifyDispute, dispute: Reported) -> DisputeReclassified:
    if command.local_kind is dispute.kind:
        raise KindIsTheSame
    return DisputeReclassified(**vars(command))


def _recurred(command: LinkRecurrence, around: Surroundings) -> DisputeRecurred:
    previous = command.previous_dispute_id
    if previous == command.dispute_id or previous not in around.disputes:
        raise PreviousDisputeUnknown
    return DisputeRecurred(**vars(command))


def _proposed(command: ProposeTriage, dispute: Reported) -> DisputeTriageProposed:
    rule = propose(dispute.source, dispute.hint)
    return DisputeTriageProposed(
        dispute_id=command.dispute_id,
        severity=rule.severity,
        risk=rule.risk,
        rule_version=rule.rule_version,
    )


def _triaged(command: TriageDispute, dispute: Reported, by: str) -> DisputeTriaged:
    """Dangers add up: a later triage never lowers a flag (M-INV-10)."""
    return DisputeTriaged(
        dispute_id=command.dispute_id,
        local_kind=command.local_kind,
        official_kind=command.official_kind,
        severity=command.severity,
        risk=command.risk,
        safety_flags=tuple(sorted(dispute.flags | set(command.safety_flags))),
        rule_version=dispute.rule_version,
        by=by,
    )


def others(command: DisputeCommand) -> Sequence[str]:
    """A merge guards both reports."""
    return [str(command.lead_id)] if isinstance(command, MergeDispute) else []


def claims(event: DisputeEvent) -> Sequence[Claim]:
    """A dispute goes one way only: into a case, into another report, or to its end."""
    match event:
        case DisputeMerged() | DisputeVoided() | DisputeClosedWithoutCase():
            return [Take(scope="matter-of-dispute", key=event.key, refusal=DisputeIsSettled)]
        case _:
            return []


def standing(command: DisputeCommand, dispute: Dispute, around: Surroundings) -> Standing:
    match dispute, command:
        case _, ReportDispute(estate_id=estate):
            return Standing(place=around.desk_of(estate))
        case Reported(estate_id=estate) | Merged(estate_id=estate) | Voided(estate_id=estate), _:
            return Standing(place=around.desk_of(estate))
        case _:
            return Standing(place="")


decider: Decider[DisputeCommand, Dispute, DisputeEvent, Surroundings] = Decider(
    category="dispute",
    initial=Unreported(),
    decide=decide,
    evolve=evolve,
    standing=standing,
    others=others,
    claims=claims,
)
