"""Asked of a petition when the hall takes its matter up for deliberation."""

from services.contracts.ids import TopicId
from services.contracts.petitions.commands.petition import PetitionCommand
from services.kernel import Command


class PlaceOnAgenda(PetitionCommand, internal=True):
    """A topic that came of it has been screened: it is the hall's to deliberate."""

    topic_id: TopicId


agenda_commands: tuple[type[Command], ...] = (PlaceOnAgenda,)
