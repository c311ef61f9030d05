"""A whistle (吹哨): proposed, screened by somebody else, blown; then each department answers for
itself (P-LAW-20). It does not end with its petition: a late answer and both scores still count."""

from collections.abc import Sequence

from services.contracts.petitions.commands.whistle import (
    AnyWhistleCommand,
    BlowWhistle,
    ContestWhistle,
    EvaluateStreetWhistle,
    HandleWhistle,
    ProposeWhistle,
    ReportIn,
    ScreenWhistle,
)
from services.contracts.petitions.events.whistle import (
    AnyWhistleEvent,
    DepartmentEvent,
    WhistleBlown,
    WhistleProposed,
    WhistleScreened,
)
from services.contracts.places import UnitKind
from services.kernel import Decider, Standing, replace
from services.petitions.asker import person
from services.petitions.files import Filed
from services.petitions.hall.places import check_target, judged_at
from services.petitions.hall.refusals import PetitionHasEnded, PetitionUnknown
from services.petitions.hall.refusals_closing import SecondPersonConfirms
from services.petitions.registry.refusals import UnitUnknown
from services.petitions.surroundings import Surroundings
from services.petitions.whistle import duty
from services.petitions.whistle.refusals import (
    NotADepartment,
    RequiredByIsPast,
    WhistleAlreadyProposed,
    WhistleIsBlown,
    WhistleIsScreened,
    WhistleNotBlown,
    WhistleNotScreened,
    WhistleTurnedDown,
    WhistleUnknown,
)
from services.petitions.whistle.states import (
    Approved,
    Blown,
    Duty,
    InWhistle,
    Proposed,
    TurnedDown,
    Unproposed,
    Whistle,
)


def decide(
    command: AnyWhistleCommand, whistle: Whistle, setting: InWhistle
) -> Sequence[AnyWhistleEvent]:
    match whistle, command:
        case Unproposed(), ProposeWhistle():
            return [_proposed(command, setting)]
        case _, ProposeWhistle():
            raise WhistleAlreadyProposed
        case Unproposed(), _:
            raise WhistleUnknown
        case TurnedDown(), _:
            raise WhistleTurnedDown
        case Blown() | Approved(), ScreenWhistle():
            raise WhistleIsScreened
        case Proposed(told=told), ScreenWhistle():
            if person(setting.asker) == told.proposed_by:
                raise SecondPersonConfirms
            return [
                WhistleScreened(
                    **vars(command), petition_id=told.petition_id, screened_by=person(setting.asker)
                )
            ]
        case Blown(), BlowWhistle():
            raise WhistleIsBlown
        case Approved(told=told), BlowWhistle():
            return [_blown(command, told, setting)]
        case _, BlowWhistle():
            raise WhistleNotScreened
        case Blown(), _:
            return duty.decide(command, whistle, setting)
        case _:
            raise WhistleNotBlown


def _proposed(command: ProposeWhistle, setting: InWhistle) -> WhistleProposed:
    files, which = setting.around.files, str(command.petition_id)
    filed = files.petitions.get(which)
    if filed is None:
        raise PetitionUnknown
    if not files.is_open(which):
        raise PetitionHasEnded
    directory = setting.around.directory
    return WhistleProposed(
        whistle_id=command.whistle_id,
        petition_id=command.petition_id,
        estate_id=directory.of_kind(filed.place, UnitKind.ESTATE) or filed.place,
        departments=_callable(command.departments, filed, setting),
        matter=command.matter,
        accused_orgs=filed.accused_orgs,
        accused_persons=filed.accused_persons,
        proposed_by=person(setting.asker),
    )


def _blown(command: BlowWhistle, told: WhistleProposed, setting: InWhistle) -> WhistleBlown:
    files = setting.around.files
    if not files.is_open(str(told.petition_id)):
        raise PetitionHasEnded
    if command.required_by <= setting.occurred_at:
        raise RequiredByIsPast
    filed = files.petitions[str(told.petition_id)]
    return WhistleBlown(
        whistle_id=command.whistle_id,
        petition_id=told.petition_id,
        departments=_callable(command.departments, filed, setting),
        matter=told.matter,
        blown_at=setting.occurred_at,
        required_by=command.required_by,
    )


def _callable(units: tuple[str, ...], filed: Filed, setting: InWhistle) -> tuple[str, ...]:
    """Each of them once: departments, none of them accused or below an accused unit (P-INV-1)."""
    directory = setting.around.directory
    for unit in units:
        if not directory.knows(unit):
            raise UnitUnknown(unit=unit)
        check_target(unit, filed, directory)
        if directory.kind(unit) is not UnitKind.DEPARTMENT:
            raise NotADepartment(unit=unit)
    return tuple(dict.fromkeys(units))


def evolve(whistle: Whistle, event: AnyWhistleEvent) -> Whistle:
    match whistle, event:
        case Unproposed(), WhistleProposed():
            return Proposed(told=event)
        case Proposed(told=told), WhistleScreened(ok=ok):
            return Approved(told=told) if ok else TurnedDown(told=told)
        case Proposed(told=told), WhistleBlown():
            duties = {each: Duty(required_by=event.required_by) for each in event.departments}
            return Blown(told=told, call=event, duties=duties)
        case Blown(duties=duties), DepartmentEvent() if event.department in duties:
            after = duty.evolve(duties[event.department], event)
            return replace(whistle, duties={**duties, event.department: after})
        case _:
            return whistle


def standing(command: AnyWhistleCommand, whistle: Whistle, around: Surroundings) -> Standing:
    """Where the petition is judged; for what a department does, the department."""
    petition = command.petition_id if isinstance(command, ProposeWhistle) else None
    if isinstance(whistle, Proposed):
        petition = whistle.told.petition_id
    filed = around.files.petitions.get(str(petition))
    if filed is None:
        return Standing(place=command.key)
    place = judged_at(filed.place, filed, around.directory)
    match command:
        case ReportIn() | ContestWhistle() | HandleWhistle() | EvaluateStreetWhistle():
            place = command.department
        case _:
            pass
    return Standing(
        place=place,
        people={
            "petitioner": frozenset() if filed.person is None else frozenset({filed.person}),
            "accused": frozenset(str(person) for person in filed.accused_persons),
        },
    )


decider: Decider[AnyWhistleCommand, Whistle, AnyWhistleEvent, Surroundings] = Decider(
    category="whistle",
    initial=Unproposed(),
    decide=decide,
    evolve=evolve,
    standing=standing,
    deadlines=duty.deadlines,
)
