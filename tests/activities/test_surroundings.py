"""What the room hears of the street, and what it answers to a wish to be forgotten."""

from datetime import date, datetime

import pytest

from services.activities import forgetting, reactions, unit
from services.activities.calendar import after_days, local_day, working_day_after
from services.contracts.activities.commands.hours import HoldHours
from services.contracts.activities.commands.orders import (
    NoteAcceptance,
    NoteDispatch,
    NoteUnfilled,
)
from services.contracts.activities.commands.surroundings import (
    AnswerErasureForActivities,
    NoteUnitForActivities,
)
from services.contracts.activities.commands.tasks import ReleaseTask
from services.contracts.activities.events import activities_events
from services.contracts.activities.events.orders import (
    LateTaskDismissed,
    OrderCancelled,
    OrderClosed,
    OrderEvent,
    OrderRejected,
)
from services.contracts.activities.events.surroundings import (
    ActivitiesErasureAnswered,
    ActivitiesUnitNoted,
)
from services.contracts.activities.events.tasks import CheckOutMissed, TaskReleased, TaskUnfilled
from services.contracts.activities.words import ErasureOutcome
from services.contracts.ids import PersonId
from services.contracts.petitions.events.privacy import ErasureRequested
from services.contracts.petitions.events.registry import (
    EstateRegistered,
    StationPlanned,
    UnitRegistered,
)
from services.contracts.places import UnitKind
from services.kernel import Command, Event
from tests.activities.cast import (
    CHOIR,
    GRAN,
    LI,
    MUM,
    START,
    TASK,
    after,
    approved,
    comes,
    delivered,
    filled,
    heard,
    offered,
    order_accepted,
    person_of,
    placed,
    served,
    under_way,
)
from tests.scenario import NOON, Scenario


@pytest.mark.parametrize(
    ("told", "kind", "parent"),
    [
        (
            UnitRegistered(unit_id="X", kind=UnitKind.COMMUNITY, name="一社区", parent_id="ST"),
            UnitKind.COMMUNITY,
            "ST",
        ),
        (
            EstateRegistered(
                estate_id="X", name="小区", community_id="C1", household_count=9, buildings=()
            ),
            UnitKind.ESTATE,
            "C1",
        ),
        (StationPlanned(station_id="X", estate_id="E01", name="驿站"), UnitKind.STATION, "E01"),
    ],
)
def test_what_the_hall_puts_on_the_map_is_noted_here(
    told: Event, kind: UnitKind, parent: str
) -> None:
    ask = NoteUnitForActivities(unit_id="X", kind=kind, parent_id=parent)
    assert reactions.of_petitions(heard(told)) == [ask]
    noted = ActivitiesUnitNoted(unit_id="X", kind=kind, parent_id=parent)
    given = Scenario(unit.decider, activities_events, after()).given
    given().when(ask).then(noted)
    given(noted).when(ask).then()


def test_a_wish_to_be_forgotten_is_answered() -> None:
    wish = ErasureRequested(person=GRAN, round=1, due_at=NOON)
    assert reactions.of_petitions(heard(wish)) == [AnswerErasureForActivities(person=GRAN)]


missed = CheckOutMissed(task_id=TASK, order_id=CHOIR, volunteer_id=LI)
nobody = TaskUnfilled(task_id=TASK, order_id=CHOIR, attempts=2, accepted=0)


@pytest.mark.parametrize(
    ("told", "asked"),
    [
        (offered, NoteDispatch(order_id=CHOIR, task_id=TASK, attempt=1)),
        (filled, NoteAcceptance(order_id=CHOIR, task_id=TASK, volunteer_ids=(LI,))),
        (nobody, NoteUnfilled(order_id=CHOIR, task_id=TASK, attempts=2)),
        (OrderCancelled(order_id=CHOIR, reason="无", task_id=TASK), ReleaseTask(task_id=TASK)),
        (OrderCancelled(order_id=CHOIR, reason="无", task_id=None), None),
        (LateTaskDismissed(order_id=CHOIR, task_id=TASK), ReleaseTask(task_id=TASK)),
        (missed, HoldHours(volunteer_id=LI, task_id=TASK)),
        (placed, None),
    ],
)
def test_an_order_its_task_and_the_hours_hear_each_other(
    told: Event, asked: Command | None
) -> None:
    assert reactions.of_activities(heard(told)) == ([] if asked is None else [asked])


def answer(person: PersonId, *events: Event) -> tuple[Event, ...]:
    scenario = Scenario(forgetting.decider, activities_events, after(*events))
    return scenario.given().when(AnswerErasureForActivities(person=person)).events


def restricted(person: PersonId, ground: str, until: date | None) -> ActivitiesErasureAnswered:
    return ActivitiesErasureAnswered(
        person=person, outcome=ErasureOutcome.RESTRICTED, ground=ground, until=until
    )


def applied(person: PersonId) -> ActivitiesErasureAnswered:
    return ActivitiesErasureAnswered(
        person=person, outcome=ErasureOutcome.APPLIED, ground=None, until=None
    )


@pytest.mark.parametrize("person", [GRAN, MUM])
def test_x10_an_open_order_keeps_the_data_of_everyone_in_it(person: PersonId) -> None:
    assert answer(person, placed) == (restricted(person, "open-order", None),)
    waiting_for_a_rating = (*under_way, order_accepted, delivered)
    last = date(2024, 11, 20)
    assert answer(person, *waiting_for_a_rating) == (restricted(person, "open-order", last),)


ended: list[tuple[OrderEvent, ...]] = [
    (placed, OrderRejected(order_id=CHOIR, reason="超出范围")),
    (placed, approved, OrderCancelled(order_id=CHOIR, reason="无", task_id=None)),
    (*under_way, order_accepted, delivered, OrderClosed(order_id=CHOIR)),
]


@pytest.mark.parametrize("history", ended)
def test_x10_an_order_that_has_ended_keeps_nothing(history: tuple[OrderEvent, ...]) -> None:
    assert answer(GRAN, *history) == (applied(GRAN),)


def test_x10_an_accepted_task_keeps_the_volunteers_data_until_it_is_served() -> None:
    li = person_of(LI)
    accepted = (*under_way, offered, comes(LI), filled, order_accepted)
    assert answer(li, *accepted) == (restricted(li, "accepted-task", date(2024, 11, 12)),)
    assert answer(li, *under_way, offered) == (applied(li),)
    assert answer(li, *accepted, *served[3:], delivered) == (applied(li),)
    released = TaskReleased(task_id=TASK, order_id=CHOIR)
    assert answer(li, *accepted, released) == (applied(li),)


def test_x10_a_stranger_is_forgotten_at_once() -> None:
    assert answer(person_of(LI), placed) == (applied(person_of(LI)),)


def test_the_day_a_period_starts_on_is_not_one_of_its_days() -> None:
    assert local_day(datetime.fromisoformat("2024-11-12T16:00:00+00:00")) == date(2024, 11, 13)
    assert after_days(START, 3) == datetime.fromisoformat("2024-11-16T00:00:00+08:00")
    friday = datetime.fromisoformat("2024-11-15T09:00:00+08:00")
    assert working_day_after(friday, 1) == date(2024, 11, 18)
    assert working_day_after(friday, 10) == date(2024, 11, 29)
