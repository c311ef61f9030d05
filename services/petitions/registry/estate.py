"""A residential estate (小区): the basic unit every record belongs to."""

from services.contracts.petitions.commands.registry import RegisterEstate
from services.contracts.petitions.events.registry import EstateRegistered
from services.contracts.places import UnitKind
from services.kernel import Decider, Setting, Standing, State
from services.petitions.registry.refusals import NotACommunity, UnitAlreadyRegistered
from services.petitions.surroundings import Surroundings


class Unregistered(State):
    """Nobody has registered it."""


class Registered(State):
    """Registered within its community."""


type Estate = Unregistered | Registered


def decide(
    command: RegisterEstate, estate: Estate, setting: Setting[Estate, Surroundings]
) -> list[EstateRegistered]:
    directory = setting.around.directory
    match estate:
        case Registered():
            raise UnitAlreadyRegistered
        case Unregistered() if directory.knows(command.estate_id):
            raise UnitAlreadyRegistered
        case Unregistered() if directory.kind(command.community_id) is not UnitKind.COMMUNITY:
            raise NotACommunity(community=command.community_id)
        case Unregistered():
            return [EstateRegistered(**vars(command))]


def evolve(estate: Estate, event: EstateRegistered) -> Estate:
    return Registered()


def standing(command: RegisterEstate, estate: Estate, around: Surroundings) -> Standing:
    return Standing(place=command.community_id)


decider: Decider[RegisterEstate, Estate, EstateRegistered, Surroundings] = Decider(
    category="estate", initial=Unregistered(), decide=decide, evolve=evolve, standing=standing
)
