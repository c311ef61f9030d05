"""Urging (催办): whoever watches a petition, or brought it, reminds those who have it in hand.

Once a day is told, however many ask: a reminder is no clock, and moves none.
"""

from collections.abc import Sequence

from services.contracts.petitions.commands.clocks import UrgeHandling
from services.contracts.petitions.events.clocks import HandlingUrged
from services.contracts.petitions.events.petition import PetitionEvent
from services.petitions.asker import person
from services.petitions.hall.clocks import clock_of
from services.petitions.hall.refusals_clocks import NoSuchClock
from services.petitions.hall.states import Hall, KnownPetition
from services.petitions.periods import local_day


def decide(
    command: UrgeHandling, petition: KnownPetition, setting: Hall
) -> Sequence[PetitionEvent]:
    clock = clock_of(petition.facts, command.kind)
    if clock is None:
        raise NoSuchClock
    today = local_day(setting.occurred_at)
    if petition.facts.urged_on == today:
        return []
    return [
        HandlingUrged(
            petition_id=command.petition_id,
            clock_id=clock.clock_id,
            kind=clock.kind,
            due_at=clock.due_at,
            on=today,
            urged_by=person(setting.asker),
        )
    ]
