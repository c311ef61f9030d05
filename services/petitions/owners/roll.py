"""A roll of owners (业主名册): drafted, posted, objected to, frozen with its hash for a vote."""

from collections.abc import Sequence

from services.authority import Directory
from services.contracts.petitions.commands.owners_roll import (
    AnyRollCommand,
    DismissRollObjection,
    DraftRoll,
    DropRoll,
    FileRollObjection,
    FreezeRoll,
    PostRoll,
    RecordUnits,
    UpholdRollObjection,
)
from services.contracts.petitions.events.owners_roll import (
    AnyRollEvent,
    RollDrafted,
    RollDropped,
    RollFrozen,
)
from services.kernel import Claim, Decider, Release, Setting, Standing, Take
from services.petitions.owners import objections, posting
from services.petitions.owners.evolve_roll import evolve
from services.petitions.owners.refusals_roll import (
    EstateHasOpenRoll,
    RollAlreadyDrafted,
    RollIsDropped,
    RollIsFrozen,
    RollIsNotPosted,
    RollIsPosted,
    RollUnknown,
)
from services.petitions.owners.states_roll import (
    Draft,
    Dropped,
    Frozen,
    Posted,
    Roll,
    Undrafted,
)
from services.petitions.surroundings import Surroundings


def decide(
    command: AnyRollCommand, roll: Roll, setting: Setting[Roll, Surroundings]
) -> Sequence[AnyRollEvent]:
    match roll, command:
        case Undrafted(), DraftRoll():
            return [posting.drafted(command, setting)]
        case _, DraftRoll():
            raise RollAlreadyDrafted
        case Undrafted(), _:
            raise RollUnknown
        case Frozen(), _:
            raise RollIsFrozen
        case Dropped(), _:
            raise RollIsDropped
        case Posted() | Draft(), DropRoll(reason=reason):
            which, estates = command.roll_id, roll.estate_ids
            return [RollDropped(roll_id=which, estate_ids=estates, reason=reason)]
        case Posted(), FileRollObjection():
            return objections.filed(command, roll)
        case Posted(), UpholdRollObjection():
            return [objections.upheld(command, roll, setting.asker)]
        case Posted(), DismissRollObjection():
            return [objections.dismissed(command, roll, setting.asker)]
        case Posted(), FreezeRoll():
            return [posting.frozen(command, roll, setting.occurred_at)]
        case Posted(), RecordUnits() | PostRoll():
            raise RollIsPosted
        case Draft(), RecordUnits():
            return [posting.recorded(command, roll, setting.asker)]
        case Draft(), PostRoll():
            return [posting.posted(command, roll, setting.occurred_at)]
        case (
            Draft(),
            FileRollObjection() | UpholdRollObjection() | DismissRollObjection() | FreezeRoll(),
        ):
            raise RollIsNotPosted


def claims(event: AnyRollEvent) -> Sequence[Claim]:
    """One roll at a time that is not frozen, for each estate."""
    match event:
        case RollDrafted(estate_ids=estates):
            return [
                Take(scope="open-roll-of-estate", key=estate, refusal=EstateHasOpenRoll)
                for estate in estates
            ]
        case RollFrozen(estate_ids=estates) | RollDropped(estate_ids=estates):
            return [Release(scope="open-roll-of-estate", key=estate) for estate in estates]
        case _:
            return []


def standing(command: AnyRollCommand, roll: Roll, around: Surroundings) -> Standing:
    """At the estate; for several, at the lowest unit above them all."""
    people: dict[str, frozenset[str]] = {}
    match roll, command:
        case _, FileRollObjection(objector=objector):
            people = {"objector": frozenset({str(objector)})}
        case Posted(objections=filed), UpholdRollObjection() | DismissRollObjection():
            objection = filed.get(str(command.objection_id))
            objectors = frozenset[str]() if objection is None else {str(objection.objector)}
            people = {"objector": frozenset(objectors)}
        case _:
            pass
    match roll, command:
        case Undrafted(), DraftRoll(estate_ids=estates):
            return Standing(place=above_all(estates, around.directory), people=people)
        case Undrafted(), _:
            return Standing(place=command.key, people=people)
        case _:
            return Standing(place=above_all(roll.estate_ids, around.directory), people=people)


def above_all(estates: Sequence[str], directory: Directory) -> str:
    """The lowest unit that all of these are within."""
    first, *others = estates
    for unit in directory.lineage(first):
        if all(directory.within(other, unit) for other in others):
            return unit
    return first


decider: Decider[AnyRollCommand, Roll, AnyRollEvent, Surroundings] = Decider(
    category="roll",
    initial=Undrafted(),
    decide=decide,
    evolve=evolve,
    standing=standing,
    claims=claims,
)
