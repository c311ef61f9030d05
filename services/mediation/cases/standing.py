"""Where a case stands and who has a part in it: parties, team, the mediator a command names."""

from collections.abc import Iterable

from services.contracts.ids import MediatorId, PersonId
from services.contracts.mediation.commands.agreement import AffixSeal
from services.contracts.mediation.commands.case import (
    AcceptAssignment,
    AcceptCase,
    AssignTeam,
    DeclareConflict,
    DeclineAssignment,
    ObjectToMediator,
    OpenCase,
    RecuseMediator,
)
from services.kernel import Standing
from services.mediation.cases.levels import committee_of
from services.mediation.cases.states import (
    Agreed,
    Archived,
    Assigned,
    Case,
    File,
    Open,
    Performing,
    Terminated,
)
from services.mediation.cases.words import CaseCommand
from services.mediation.known import Surroundings


def standing(command: CaseCommand, case: Case, around: Surroundings) -> Standing:
    match case, command:
        case Open(file=file) | Terminated(file=file) | Archived(file=file), _:
            return Standing(
                place=_place(command, file, around),
                people={
                    "party": _persons(file.people),
                    "team": _mediators(_team(case), around),
                    "mediator": _mediators(_named(command), around),
                },
            )
        case _, OpenCase(dispute_ids=(first, *_)) if first in around.disputes:
            matter = around.disputes[first]
            people = _persons(each.party for each in matter.parties)
            return Standing(place=around.desk_of(matter.estate_id), people={"party": people})
        case _:
            return Standing(place="")


def _place(command: CaseCommand, file: File, around: Surroundings) -> str:
    """The committee's own decisions are made where its level is; the rest at the desk."""
    match command:
        case AcceptCase() | AssignTeam() | RecuseMediator() | AffixSeal():
            return committee_of(file, around.directory) or ""
        case _:
            return around.desk_of(file.estate_id)


def _team(case: Case) -> frozenset[MediatorId]:
    match case:
        case Assigned(team=team) | Agreed(team=team) | Performing(team=team):
            return team.everyone
        case _:
            return frozenset()


def _named(command: CaseCommand) -> tuple[MediatorId, ...]:
    match command:
        case (
            DeclareConflict(mediator_id=who)
            | RecuseMediator(mediator_id=who)
            | ObjectToMediator(mediator_id=who)
            | AcceptAssignment(mediator_id=who)
            | DeclineAssignment(mediator_id=who)
        ):
            return (who,)
        case _:
            return ()


def _persons(people: Iterable[PersonId]) -> frozenset[str]:
    return frozenset(str(each) for each in people)


def _mediators(who: Iterable[MediatorId], around: Surroundings) -> frozenset[str]:
    """The persons behind these mediators, as far as they are certified."""
    return frozenset(str(around.mediators[each].person) for each in who if each in around.mediators)
