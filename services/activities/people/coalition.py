"""A coalition (银发联盟, 雏鹰行动, 津新力量…): formed for an audience, bringing resources."""

from services.activities.people.coalition_life import Coalition, Formed, Unformed, evolve
from services.activities.people.refusals import (
    CoalitionAlreadyFormed,
    CoalitionUnknown,
    PlaceUnknown,
)
from services.activities.surroundings import Surroundings
from services.contracts.activities.commands.people import FormCoalition, OfferResource
from services.contracts.activities.events.people import (
    CoalitionEvent,
    CoalitionFormed,
    ResourceOffered,
)
from services.kernel import Decider, Setting, Standing

type CoalitionCommand = FormCoalition | OfferResource


def decide(
    command: CoalitionCommand, coalition: Coalition, setting: Setting[Coalition, Surroundings]
) -> list[CoalitionEvent]:
    match coalition, command:
        case Unformed(), FormCoalition(org_id=org) if not setting.around.directory.knows(org):
            raise PlaceUnknown(place=org)
        case Unformed(), FormCoalition():
            return [CoalitionFormed(**vars(command))]
        case _, FormCoalition():
            raise CoalitionAlreadyFormed
        case Formed(), OfferResource():
            return [ResourceOffered(**vars(command))]
        case _, OfferResource():
            raise CoalitionUnknown


def standing(command: CoalitionCommand, coalition: Coalition, around: Surroundings) -> Standing:
    match command, coalition:
        case FormCoalition(org_id=org), _:
            return Standing(place=org)
        case _, Formed(org_id=org):
            return Standing(place=org)
        case _:
            return Standing(place=command.coalition_id)


decider: Decider[CoalitionCommand, Coalition, CoalitionEvent, Surroundings] = Decider(
    category="coalition", initial=Unformed(), decide=decide, evolve=evolve, standing=standing
)
