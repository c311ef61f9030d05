"""Who mediates: a committee takes the case, a rule proposes, a human assigns, mediators accept."""

from datetime import date, timedelta

from services.contracts.ids import MediatorId
from services.contracts.mediation.commands.case import (
    AcceptAssignment,
    AcceptCase,
    AssignTeam,
    DeclareConflict,
    DeclineAssignment,
    ObjectToMediator,
    ProposeRoute,
    RecuseMediator,
)
from services.contracts.mediation.events.case import (
    AssignmentAccepted,
    AssignmentDeclined,
    CaseAccepted,
    CaseEvent,
    ConflictDeclared,
    MediatorObjected,
    MediatorRecused,
    TeamAssigned,
)
from services.contracts.mediation.kinds import Grade
from services.kernel import Setting
from services.mediation.cases.gravity import severity_of
from services.mediation.cases.levels import check_committee
from services.mediation.cases.parties import check_consent, check_voice
from services.mediation.cases.refusals import (
    AgreementStands,
)
from services.mediation.cases.routing import DAYS, gold_required, route
from services.mediation.cases.states import (
    Agreed,
    Assigned,
    Case,
    File,
    Open,
    Opened,
    Performing,
)
from services.mediation.cases.words import TeamCommand
from services.mediation.cases.work_refusals import (
    CaseAlreadyAccepted,
    CaseNotAccepted,
    LeadBelowLevel,
    LeadMustBeGold,
    MediatorIsParty,
    MediatorNotAvailable,
    MediatorStandsAside,
    NoTeamAssigned,
    NotInTeam,
)
from services.mediation.day import day_of
from services.mediation.known import Mediator, Surroundings
from services.mediation.people.refusals import MediatorUnknown


def decide(
    command: TeamCommand, case: Open, setting: Setting[Case, Surroundings]
) -> list[CaseEvent]:
    file, around = case.file, setting.around
    match case, command:
        case Opened(), AcceptCase():
            return [_accepted(command, file, setting)]
        case _, AcceptCase():
            raise CaseAlreadyAccepted
        case Agreed() | Performing(), _:
            raise AgreementStands
        case _, DeclareConflict() | RecuseMediator() | ObjectToMediator():
            return _aside(command, file, setting)
        case _, ProposeRoute(case_id=which):
            return [route(which, file, around, day_of(setting.occurred_at))]
        case Opened(), _:
            raise CaseNotAccepted
        case _, AssignTeam():
            return [_assigned(command, file, around, day_of(setting.occurred_at))]
        case Assigned(team=team), AcceptAssignment() | DeclineAssignment() if (
            command.mediator_id not in team.everyone
        ):
            raise NotInTeam
        case Assigned(team=team), AcceptAssignment(mediator_id=who) if who in team.accepted:
            return []
        case Assigned(), AcceptAssignment():
            return [AssignmentAccepted(**vars(command))]
        case Assigned(), DeclineAssignment():
            return [AssignmentDeclined(**vars(command))]
        case _, AcceptAssignment() | DeclineAssignment():
            raise NoTeamAssigned


def _accepted(
    command: AcceptCase, file: File, setting: Setting[Case, Surroundings]
) -> CaseAccepted:
    check_consent(file)
    check_committee(command.committee_id, file, setting.around.directory)
    days = DAYS[severity_of(file, setting.around)]
    return CaseAccepted(
        accepted_at=setting.occurred_at,
        due_at=setting.occurred_at + timedelta(days=days),
        **vars(command),
    )


def _aside(
    command: DeclareConflict | RecuseMediator | ObjectToMediator,
    file: File,
    setting: Setting[Case, Surroundings],
) -> list[CaseEvent]:
    """Whoever says it: disclosed, decided or objected, the mediator stands aside (M-LAW-17)."""
    if command.mediator_id not in setting.around.mediators:
        raise MediatorUnknown
    if command.mediator_id in file.aside:
        return []
    match command:
        case DeclareConflict():
            return [ConflictDeclared(**vars(command))]
        case RecuseMediator():
            return [MediatorRecused(decided_by=setting.asker.person, **vars(command))]
        case ObjectToMediator(party=party):
            check_voice(party, file, setting.asker)
            return [MediatorObjected(**vars(command))]


def _assigned(command: AssignTeam, file: File, around: Surroundings, day: date) -> TeamAssigned:
    members = tuple(dict.fromkeys(each for each in command.member_ids if each != command.lead_id))
    lead, *_ = [available(each, file, around, day) for each in (command.lead_id, *members)]
    gold = gold_required(file, around)
    if lead.level < file.level:
        raise LeadBelowLevel(level=lead.level, case_level=file.level)
    if gold and lead.grade is not Grade.GOLD:
        raise LeadMustBeGold
    return TeamAssigned(
        case_id=command.case_id,
        lead_id=command.lead_id,
        member_ids=members,
        gold_required=gold,
        level=file.level,
        reason=command.reason,
    )


def available(who: MediatorId, file: File, around: Surroundings, day: date) -> Mediator:
    """Certified and valid that day, not standing aside, and no party."""
    mediator = around.mediators.get(who)
    if mediator is None or not mediator.valid_on(day):
        raise MediatorNotAvailable(mediator=who)
    if who in file.aside:
        raise MediatorStandsAside(mediator=who)
    if mediator.person in file.people:
        raise MediatorIsParty(mediator=who)
    return mediator
