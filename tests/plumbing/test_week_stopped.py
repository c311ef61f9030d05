"""A hall that stood still for more than a week catches up from its log: in order, each once.

On a real log, whose moments are the database's: so the week begins today.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any

from services.contracts.petitions.clocks import ClockKind, SupervisionTrigger
from services.contracts.petitions.commands.calendars import PublishWorkCalendar
from services.contracts.petitions.commands.petition import AcceptPetition, ClassifyPetition
from services.contracts.petitions.events.clocks import DeadlineBreached, SupervisionOpened
from services.contracts.petitions.events.outreach import (
    OutreachSessionMissed,
    OutreachSessionScheduled,
)
from services.contracts.petitions.events.petition import PetitionAccepted
from services.contracts.petitions.words import DemandType, TopicClass
from services.petitions.room import room
from services.plumbing.postgres import open_store
from services.plumbing.timers import Timers
from tests.conftest import MakeDatabase
from tests.petitions.cast import ADA, LAMP, officer, resident
from tests.petitions.hall_at_work import a_built_station
from tests.petitions.hall_in_memory import HallInMemory
from tests.petitions.test_registering import register
from tests.plumbing.rooms import a_room_database
from tests.scenario import STREET

AWAY = timedelta(days=9)


async def caught_up(hall: HallInMemory) -> None:
    """What the running room does: fire what is due, hear what that told, until nothing is due."""
    timers = Timers(
        hall.store, hall.execute, room.commands, "petitions", lambda: hall.now, lambda _: None
    )
    while await timers.fire():
        await hall.listen()


async def events(hall: HallInMemory) -> Sequence[Any]:
    stored = await hall.store.read(STREET, 0, 10_000)
    return [room.events.decode(each.type, each.schema_version, each.body) for each in stored]


def of[T](kind: type[T], told: Sequence[Any]) -> list[T]:
    return [each for each in told if isinstance(each, kind)]


async def test_a_week_stopped_is_caught_up_in_order_and_each_promise_once(
    database: MakeDatabase,
) -> None:
    where, begun = await a_room_database(database), datetime.now(UTC)
    due = begun + timedelta(days=6)
    async with open_store(where.service_url, [STREET]) as store:
        hall = await a_built_station(HallInMemory(store, begun))
        await hall.ask(register(), by=resident(ADA))
        classify = ClassifyPetition(
            petition_id=LAMP,
            topic_class=TopicClass.DIFFICULT,
            category_code="STREET_LIGHT",
            demand_type=DemandType.HELP,
        )
        await hall.ask(classify, by=officer)
        await hall.ask(AcceptPetition(petition_id=LAMP, due_at=due), by=officer)
        before = await events(hall)
    [accepted] = of(PetitionAccepted, before)
    contact, handling = accepted.clocks
    assert handling.due_at == due
    assert contact.due_at < due
    assert not of(DeadlineBreached, before)
    assert not of(OutreachSessionMissed, before)

    async with open_store(where.service_url) as store:
        hall = HallInMemory(store, begun + AWAY)
        for year in {begun.year, (begun + AWAY).year}:
            days = (begun.date() + timedelta(days=n) for n in range(10))
            revised = PublishWorkCalendar(
                year=year,
                holidays=tuple(day for day in days if day.year == year),
                source="通知",
            )
            await hall.ask(revised, by=officer)
        await caught_up(hall)
        told = (await events(hall))[len(before) :]
        await caught_up(hall)
        assert len(await events(hall)) == len(before) + len(told), "nothing is told twice"

    breached = of(DeadlineBreached, told)
    assert [(each.kind, each.due_at) for each in breached] == [
        (ClockKind.FIRST_CONTACT, contact.due_at),
        (ClockKind.HANDLING, due),
    ], "R-INV-6: the revised calendar moved nothing"
    [supervised] = of(SupervisionOpened, told)
    assert supervised.trigger is SupervisionTrigger.OVERDUE

    planned = of(OutreachSessionScheduled, [*before, *told])
    missed = of(OutreachSessionMissed, told)
    over = begun + AWAY - timedelta(days=1)
    assert [each.iso_week for each in missed] == [
        each.iso_week for each in planned if each.ends_at <= over
    ]
    weeks = [date.fromisocalendar(int(w[:4]), int(w[6:]), 1) for w in (e.iso_week for e in planned)]
    assert weeks == [weeks[0] + timedelta(weeks=n) for n in range(len(weeks))]
    assert planned[-1].ends_at > begun + AWAY, "the running week is expected again"
