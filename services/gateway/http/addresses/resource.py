"""Things of one kind that have an address: whose they are, and what may be asked of them."""

from collections.abc import Mapping, Sequence

from services.contracts.activities.commands import activities_commands
from services.contracts.mediation.commands import mediation_commands
from services.contracts.petitions.commands import petitions_commands
from services.kernel import Command, State

COMMANDS: Mapping[str, Sequence[type[Command]]] = {
    "petitions": petitions_commands,
    "mediation": mediation_commands,
    "activities": activities_commands,
}
"""Everything each room can be asked, by anybody or by itself."""

ROOMS = tuple(COMMANDS)


class Resource(State):
    """Things of one kind: `/v1/<plural>`. `zh` is what a page calls them, `cards` the read model.

    Things without cards can only be asked for something. `filters` are the tags a list can be
    asked for. One whose tag tells a field that not everybody sees names that field: a card that
    hides it is not in the answer.
    """

    room: str
    category: str
    plural: str
    zh: str
    cards: str | None
    filters: Mapping[str, str | None]

    def __hash__(self) -> int:
        return hash((self.room, self.category))

    @property
    def commands(self) -> tuple[type[Command], ...]:
        """What a client may ask of it."""
        return tuple(
            each
            for each in COMMANDS[self.room]
            if each.category == self.category and not each.internal
        )


def row(
    room: str, category: str, plural: str, zh: str, *filters: str, cards: str | None = ""
) -> Resource:
    """`row(…, "status", "petitioner=petitioner")`: a filter, and one that tells a field."""
    cards = plural if cards == "" else cards
    named = {each.partition("=")[0]: each.partition("=")[2] or None for each in filters}
    return Resource(room=room, category=category, plural=plural, zh=zh, cards=cards, filters=named)
