"""How the room learns of its street: a fold over its own log, fresh for every decision."""

from services.contracts.ids import DisputeId
from services.contracts.mediation.events import case as cases
from services.contracts.mediation.events import dispute as disputes
from services.contracts.mediation.events import mediators as people
from services.contracts.mediation.events.agreement import AgreementPerformed, FollowUpDone
from services.contracts.mediation.events.around import MediationUnitNoted
from services.contracts.mediation.kinds import Grade
from services.contracts.mediation.values import CaseParty
from services.contracts.places import UnitKind
from services.kernel import Around, Event, replace
from services.mediation.known import CaseInBrief, Matter, Mediator, Surroundings


def evolve(known: Surroundings, event: Event) -> Surroundings:
    match event:
        case MediationUnitNoted():
            return _unit(known, event)
        case people.MediatorEvent():
            return _mediator(known, event)
        case disputes.DisputeEvent():
            return _dispute(known, event)
        case disputes.HistoricalBaselineImported(local_kind=kind, month=month, count=count):
            return replace(known, baselines=known.baselines.insert((kind, month), count))
        case disputes.HistoricalBaselineRejected(local_kind=kind, month=month):
            return replace(known, baselines=known.baselines.discard((kind, month)))
        case cases.CaseEvent():
            return _case(known, event)
        case _:
            return known


def _unit(known: Surroundings, event: MediationUnitNoted) -> Surroundings:
    code, parent = event.unit_id, event.parent_id
    stations = known.stations
    if event.kind is UnitKind.STATION and parent is not None:
        stations = stations.insert(parent, code)
    directory = known.directory.with_unit(code, event.kind, parent)
    return replace(known, directory=directory, stations=stations)


def _mediator(known: Surroundings, event: people.MediatorEvent) -> Surroundings:
    which, mediators = event.mediator_id, known.mediators
    held = mediators.get(which)
    match event:
        case people.MediatorCertified():
            certified = Mediator(
                person=event.person,
                grade=event.grade,
                level=event.level,
                committee_id=event.committee_id,
                specialities=frozenset(event.specialities),
                valid_from=event.valid_from,
                valid_to=event.valid_to,
            )
            return replace(known, mediators=mediators.insert(which, certified))
        case _ if held is None:
            return known
        case people.MediatorPromoted(valid_from=since, valid_to=until):
            held = replace(held, grade=Grade.GOLD, valid_from=since, valid_to=until)
        case people.SpecialityRecorded(specialities=more):
            held = replace(held, specialities=held.specialities | set(more))
        case people.MediatorSuspended():
            held = replace(held, in_service=False)
        case people.MediatorReinstated():
            held = replace(held, in_service=True)
        case people.MediatorRevoked():
            return replace(known, mediators=mediators.discard(which))
        case _:
            return known
    return replace(known, mediators=mediators.insert(which, held))


def _dispute(known: Surroundings, event: disputes.DisputeEvent) -> Surroundings:
    which = event.dispute_id
    held = known.disputes.get(which)
    match event:
        case disputes.DisputeReported():
            held = _reported(event)
        case _ if held is None:
            return known
        case disputes.DisputeTriaged(local_kind=kind, severity=severity, risk=risk):
            flags = held.flags | set(event.safety_flags)
            held = replace(held, kind=kind, severity=severity, risk=risk, flags=flags)
        case disputes.DisputeReclassified(local_kind=kind):
            held = replace(held, kind=kind)
        case (
            disputes.DisputeMerged()
            | disputes.DisputeVoided()
            | disputes.DisputeClosedWithoutCase()
        ):
            held = replace(held, open=False)
        case _:
            return known
    return replace(known, disputes=known.disputes.insert(which, held))


def _reported(event: disputes.DisputeReported) -> Matter:
    return Matter(
        estate_id=event.estate_id,
        kind=event.local_kind,
        parties=tuple(
            CaseParty(party=each.party, side=each.side, capacity=each.capacity)
            for each in event.parties
        ),
        consenting=frozenset(each.party for each in event.parties if each.consents),
        referral=event.referral_id,
    )


def _case(known: Surroundings, event: cases.CaseEvent) -> Surroundings:
    held = known.cases.get(event.key)
    match event:
        case cases.CaseOpened(parties=parties):
            known = _taken_up(known, event.dispute_ids, in_case=True)
            held = CaseInBrief(people=frozenset(each.party for each in parties))
        case _ if held is None:
            return known
        case cases.CasePartyNamed(party=party):
            held = replace(held, people=held.people | {party})
        case cases.CaseAccepted(due_at=due_at):
            held = replace(held, due_at=due_at)
        case cases.TeamAssigned(lead_id=lead, member_ids=members):
            held = replace(held, team=frozenset({lead, *members}))
        case (
            cases.AssignmentDeclined(mediator_id=who)
            | cases.ConflictDeclared(mediator_id=who)
            | cases.MediatorRecused(mediator_id=who)
            | cases.MediatorObjected(mediator_id=who)
        ):
            held = replace(held, team=held.team - {who})
        case cases.CaseEscalated():
            held = replace(held, team=frozenset())
        case cases.CaseTerminated(dispute_ids=which):
            return _over(_taken_up(known, which, in_case=False), event.key, held)
        case FollowUpDone() | cases.CaseArchived():
            return _over(known, event.key, held)
        case AgreementPerformed():
            held = replace(held, team=frozenset())
        case _:
            return known
    return replace(known, cases=known.cases.insert(event.key, held))


def _over(known: Surroundings, case: str, held: CaseInBrief) -> Surroundings:
    """Nobody works on it any more; only its file may still be open."""
    ended = known.ended.insert(case, held.people)
    return replace(known, cases=known.cases.discard(case), ended=ended)


def _taken_up(known: Surroundings, which: tuple[DisputeId, ...], *, in_case: bool) -> Surroundings:
    disputes_now = known.disputes
    for each in which:
        if each in disputes_now:
            disputes_now = disputes_now.insert(each, replace(disputes_now[each], in_case=in_case))
    return replace(known, disputes=disputes_now)


around = Around(
    categories=("notedunit", "mediator", "dispute", "baseline", "case"),
    initial=Surroundings(),
    evolve=evolve,
)
