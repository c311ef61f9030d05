"""An org unit the hall registered, noted here: this log alone explains the room's decisions."""

from services.contracts.mediation.commands.around import NoteUnitForMediation
from services.contracts.mediation.events.around import MediationUnitNoted
from services.kernel import Decider, Setting, Standing, State
from services.mediation.known import Surroundings


class Unnoted(State):
    """Not heard of."""


class Noted(State):
    """As last heard."""

    said: MediationUnitNoted


type Unit = Unnoted | Noted


def decide(
    command: NoteUnitForMediation, unit: Unit, setting: Setting[Unit, Surroundings]
) -> list[MediationUnitNoted]:
    said = MediationUnitNoted(**vars(command))
    match unit:
        case Noted(said=before) if before == said:
            return []
        case Unnoted() | Noted():
            return [said]


def evolve(unit: Unit, event: MediationUnitNoted) -> Unit:
    return Noted(said=event)


def standing(command: NoteUnitForMediation, unit: Unit, around: Surroundings) -> Standing:
    return Standing(place=command.parent_id or command.unit_id)


decider: Decider[NoteUnitForMediation, Unit, MediationUnitNoted, Surroundings] = Decider(
    category="notedunit", initial=Unnoted(), decide=decide, evolve=evolve, standing=standing
)
