"""An org unit: the street, a community, grid, building, department or company."""

from services.contracts.petitions.commands.registry import RegisterUnit
from services.contracts.petitions.events.registry import UnitRegistered
from services.contracts.places import UnitKind
from services.kernel import Decider, Setting, Standing, State
from services.petitions.registry.refusals import (
    StreetComesFirst,
    UnitAlreadyRegistered,
    UnitUnknown,
)
from services.petitions.surroundings import Surroundings


class Unregistered(State):
    """Nobody has put it on the map."""


class Registered(State):
    """On the map."""


type OrgUnit = Unregistered | Registered


def decide(
    command: RegisterUnit, unit: OrgUnit, setting: Setting[OrgUnit, Surroundings]
) -> list[UnitRegistered]:
    match unit:
        case Registered():
            raise UnitAlreadyRegistered
        case Unregistered():
            _check_place(command, setting)
            return [
                UnitRegistered(
                    unit_id=command.unit_id,
                    kind=command.kind,
                    name=command.name,
                    parent_id=command.parent_id,
                )
            ]


def _check_place(command: RegisterUnit, setting: Setting[OrgUnit, Surroundings]) -> None:
    directory = setting.around.directory
    if (command.kind is UnitKind.STREET) != (command.unit_id == setting.asker.street):
        raise StreetComesFirst
    if (command.kind is UnitKind.STREET) != (command.parent_id is None):
        raise StreetComesFirst
    if command.parent_id is not None and not directory.knows(command.parent_id):
        raise UnitUnknown(unit=command.parent_id)
    if directory.knows(command.unit_id):
        raise UnitAlreadyRegistered


def evolve(unit: OrgUnit, event: UnitRegistered) -> OrgUnit:
    return Registered()


def standing(command: RegisterUnit, unit: OrgUnit, around: Surroundings) -> Standing:
    return Standing(place=command.parent_id or command.unit_id)


decider: Decider[RegisterUnit, OrgUnit, UnitRegistered, Surroundings] = Decider(
    category="unit", initial=Unregistered(), decide=decide, evolve=evolve, standing=standing
)
