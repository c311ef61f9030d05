"""How what happened makes a case what it is."""

from services.contracts.ids import MediatorId
from services.contracts.mediation.events import agreement as agreements
from services.contracts.mediation.events import case as told
from services.contracts.mediation.events import session as sessions
from services.contracts.mediation.events.case import CaseEvent
from services.contracts.mediation.values import CaseParty
from services.kernel import replace
from services.mediation.cases import signing
from services.mediation.cases.states import (
    Accepted,
    Adjourned,
    Agreed,
    Agreement,
    Archived,
    Assigned,
    Case,
    File,
    FollowedUp,
    Fulfilled,
    InSession,
    NeverOpened,
    Open,
    Opened,
    Performing,
    Planned,
    Team,
    Terminated,
    Unopened,
)


def evolve(case: Case, event: CaseEvent) -> Case:
    match case, event:
        case Unopened(), told.CaseOpened():
            return Opened(file=_file(event))
        case Unopened(), told.CaseOutcomePublished():
            return NeverOpened()
        case Open(file=file), told.CaseTerminated(reason=reason):
            return Terminated(file=file, reason=reason)
        case Open(file=file) | Terminated(file=file), told.CaseArchived():
            return Archived(file=file)
        case Performing(), _:
            return _performing(case, event)
        case Agreed(), _:
            return _agreed(case, event)
        case Opened() | Accepted() | Assigned(), _:
            return _mediating(_with(case, _noted(case.file, event)), event)
        case _:
            return case


def _with(case: Opened | Accepted | Assigned, file: File) -> Opened | Accepted | Assigned:
    match case:
        case Opened():
            return replace(case, file=file)
        case Accepted():
            return replace(case, file=file)
        case Assigned():
            return replace(case, file=file)


def _file(event: told.CaseOpened) -> File:
    return File(
        dispute_ids=event.dispute_ids,
        estate_id=event.estate_id,
        level=event.level,
        started_by=event.started_by,
        referral=event.referral_id,
        parties=event.parties,
    )


def _noted(file: File, event: CaseEvent) -> File:
    match event:
        case told.CasePartyNamed(party=party, side=side, capacity=capacity):
            named = CaseParty(party=party, side=side, capacity=capacity)
            return replace(file, parties=(*file.parties, named))
        case told.PartyConsented(party=party):
            return replace(file, consents=file.consents | {party})
        case told.PartyRefused(party=party):
            return replace(file, consents=file.consents - {party})
        case told.WritingAsked(party=party):
            return replace(file, writing=file.writing | {party})
        case sessions.SafetyAlertRaised(flag=flag):
            return replace(file, flags=file.flags | {flag})
        case (
            told.ConflictDeclared(mediator_id=who)
            | told.MediatorRecused(mediator_id=who)
            | told.MediatorObjected(mediator_id=who)
        ):
            return replace(file, aside=file.aside | {who})
        case sessions.SessionHeld():
            return replace(file, attempts=file.attempts + 1)
        case told.CaseEscalated(to_level=level):
            return replace(file, level=level, attempts=0)
        case _:
            return file


def _mediating(case: Opened | Accepted | Assigned, event: CaseEvent) -> Case:
    match case, event:
        case Opened(file=file), told.CaseAccepted():
            return Accepted(file=file)
        case Accepted(file=file) | Assigned(file=file), told.TeamAssigned(lead_id=lead):
            team = Team(lead=lead, members=frozenset(event.member_ids))
            return Assigned(file=file, team=team)
        case Assigned(team=team), told.AssignmentAccepted(mediator_id=who):
            return replace(case, team=replace(team, accepted=team.accepted | {who}))
        case Assigned(), (
            told.AssignmentDeclined(mediator_id=who)
            | told.ConflictDeclared(mediator_id=who)
            | told.MediatorRecused(mediator_id=who)
            | told.MediatorObjected(mediator_id=who)
        ):
            return _without(case, who)
        case Assigned(), sessions.SessionScheduled(session_id=session, joint=joint):
            return replace(case, planned=Planned(session_id=session, joint=joint))
        case Assigned(file=file, team=team), sessions.SessionHeld():
            return InSession(file=file, team=team)
        case InSession(file=file, team=team, planned=planned), sessions.SessionAdjourned():
            return Adjourned(file=file, team=team, planned=planned)
        case Assigned(file=file), told.CaseEscalated():
            return Accepted(file=file)  # the next level assigns its own team
        case Assigned(file=file, team=team), agreements.AgreementReached():
            return Agreed(file=file, team=team, agreement=_agreement(event))
        case _:
            return case


def _without(case: Assigned, who: MediatorId) -> Accepted | Assigned:
    """A team without its lead is none."""
    if who == case.team.lead:
        return Accepted(file=case.file)
    members, accepted = case.team.members - {who}, case.team.accepted - {who}
    return replace(case, team=replace(case.team, members=members, accepted=accepted))


def _agreement(event: agreements.AgreementReached) -> Agreement:
    return Agreement(
        agreement_id=event.agreement_id,
        form=event.form,
        terms=event.terms,
        agreed_on=event.agreed_on,
        last_day=event.agreed_on,
    )


def _agreed(case: Agreed, event: CaseEvent) -> Case:
    agreement = case.agreement
    match event:
        case agreements.AgreementSigned(signer=signer, signed_on=day):
            return replace(case, agreement=signing.signed(agreement, signer, day))
        case agreements.CommitteeSealAffixed(affixed_on=day):
            return replace(case, agreement=signing.affixed(agreement, day))
        case agreements.AgreementTookEffect(effective_on=day):
            return Performing(file=case.file, team=case.team, agreement=agreement, effective_on=day)
        case _:
            return replace(case, file=_noted(case.file, event))


def _performing(case: Performing, event: CaseEvent) -> Case:
    match event:
        case agreements.TermPerformed(term_id=term):
            return replace(case, done=case.done | {term}, breached=case.breached - {term})
        case agreements.TermBreached(term_id=term):
            return replace(case, breached=case.breached | {term})
        case agreements.AgreementPerformed() if not isinstance(case, FollowedUp):
            return Fulfilled(**vars(case))
        case agreements.FollowUpDone(n=n):
            return replace(FollowedUp(**vars(case)), follow_ups=n)
        case _:
            return replace(case, file=_noted(case.file, event))
