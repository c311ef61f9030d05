"""Support for a petition: a stream for each resident, so that no crowd slows its handling."""

from collections.abc import Sequence

from services.contracts.petitions.commands.petition import SupportPetition
from services.contracts.petitions.events.support import PetitionSupported
from services.kernel import Claim, Decider, Setting, Standing, State, Take
from services.petitions.hall.refusals import PetitionHasEnded, PetitionUnknown
from services.petitions.surroundings import Surroundings


class NotGiven(State):
    """Nobody has said so."""


class Given(State):
    """Somebody stands behind it."""


type Support = NotGiven | Given


def decide(
    command: SupportPetition, support: Support, setting: Setting[Support, Surroundings]
) -> list[PetitionSupported]:
    files, petition = setting.around.files, str(command.petition_id)
    match support:
        case Given():
            return []
        case NotGiven() if petition not in files.petitions:
            raise PetitionUnknown
        case NotGiven() if not files.is_open(petition):
            raise PetitionHasEnded
        case NotGiven():
            return [PetitionSupported(**vars(command))]


def evolve(support: Support, event: PetitionSupported) -> Support:
    return Given()


def claims(event: PetitionSupported) -> Sequence[Claim]:
    """Once for each resident: asked again, it is answered with what was said first."""
    return [Take(scope="support", key=f"{event.petition_id}/{event.supporter}")]


def standing(command: SupportPetition, support: Support, around: Surroundings) -> Standing:
    filed = around.files.petitions.get(str(command.petition_id))
    return Standing(
        place=filed.place if filed is not None else str(command.petition_id),
        people={"supporter": frozenset({str(command.supporter)})},
    )


decider: Decider[SupportPetition, Support, PetitionSupported, Surroundings] = Decider(
    category="support",
    initial=NotGiven(),
    decide=decide,
    evolve=evolve,
    standing=standing,
    claims=claims,
)
