"""The hall as a whole, in memory: somebody asks to be forgotten (X10)."""

from datetime import UTC, datetime

import pytest

from services.contracts.activities.events.surroundings import ActivitiesErasureAnswered
from services.contracts.activities.words import ErasureOutcome as ActivitiesAnswer
from services.contracts.mediation.events.around import MediationErasureAnswered
from services.contracts.petitions.commands.privacy import RequestErasure
from services.kernel import Forbidden
from tests.petitions.cast import (
    ADA,
    BOB,
    handler,
    id_of,
    resident,
    somebody,
)
from tests.petitions.hall_at_work import a_street, closed, in_handling
from tests.petitions.hall_in_memory import HallInMemory

WEDNESDAY_NIGHT = datetime(2024, 11, 6, 16, 0, tzinfo=UTC)


async def others_apply(hall: HallInMemory) -> None:
    """Mediation and activities have nothing that must be kept."""
    there = MediationErasureAnswered(person=ADA, outcome="APPLIED", ground=None, until=None)
    await hall.hear("mediation", there)
    elsewhere = ActivitiesErasureAnswered(
        person=ADA, outcome=ActivitiesAnswer.APPLIED, ground=None, until=None
    )
    await hall.hear("activities", elsewhere)


async def test_x10_every_room_answers_and_what_was_kept_may_be_asked_again() -> None:
    hall = await a_street()
    await in_handling(hall)
    request = RequestErasure(person=ADA)
    await hall.ask(request, by=resident(ADA))
    await others_apply(hall)
    round_one = ["ErasureRequested", "ErasureRestricted", "ErasureApplied", "ErasureApplied"]
    assert await hall.told(request) == [*round_one, "ErasureConcluded"]
    await closed(hall)
    await hall.ask(request, by=somebody("privacy_officer"))
    hall.now = WEDNESDAY_NIGHT
    await others_apply(hall)
    second = (await hall.told(request))[5:]
    assert second == ["ErasureRequested", *["ErasureApplied"] * 3, "ErasureConcluded"]


async def test_x10_a_privacy_officer_who_handled_the_petition_is_barred() -> None:
    hall = await a_street()
    await in_handling(hall)
    same_person = somebody("privacy_officer", person=id_of(handler))
    with pytest.raises(Forbidden):
        await hall.ask(RequestErasure(person=ADA), by=same_person)
    with pytest.raises(Forbidden):
        await hall.ask(RequestErasure(person=ADA), by=resident(BOB))


async def test_x10_silent_rooms_are_urged_for() -> None:
    hall = await a_street()
    request = RequestErasure(person=ADA)
    await hall.ask(request, by=resident(ADA))
    await hall.wait_until(datetime(2024, 11, 25, 16, 0, tzinfo=UTC))
    assert await hall.told(request) == ["ErasureRequested", "ErasureApplied", "ErasureUrged"]
