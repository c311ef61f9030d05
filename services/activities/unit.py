"""An org unit as this room knows it: noted because the hall put it on the street's map."""

from services.activities.surroundings import Surroundings
from services.contracts.activities.commands.surroundings import NoteUnitForActivities
from services.contracts.activities.events.surroundings import ActivitiesUnitNoted
from services.kernel import Decider, Setting, Standing, State


class Unnoted(State):
    """Not heard of."""


class Noted(State):
    """On this room's map."""


type KnownUnit = Unnoted | Noted


def decide(
    command: NoteUnitForActivities, unit: KnownUnit, setting: Setting[KnownUnit, Surroundings]
) -> list[ActivitiesUnitNoted]:
    match unit:
        case Unnoted():
            return [ActivitiesUnitNoted(**vars(command))]
        case Noted():
            return []


def evolve(unit: KnownUnit, event: ActivitiesUnitNoted) -> KnownUnit:
    return Noted()


def standing(command: NoteUnitForActivities, unit: KnownUnit, around: Surroundings) -> Standing:
    return Standing(place=command.unit_id)


decider: Decider[NoteUnitForActivities, KnownUnit, ActivitiesUnitNoted, Surroundings] = Decider(
    category="notedunit", initial=Unnoted(), decide=decide, evolve=evolve, standing=standing
)
