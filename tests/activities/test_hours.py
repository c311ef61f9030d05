"""How hours are verified, held, corrected and revoked."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given as every
from hypothesis import strategies as st

from services.activities.orders import hours
from services.activities.orders.task_refusals import (
    CorrectionTooLate,
    HoursAreRevoked,
    HoursUnknown,
    NothingServed,
    OutBeforeIn,
    SecondPersonNeeded,
    StillServing,
    TaskUnknown,
)
from services.contracts.activities.commands.hours import (
    CorrectHours,
    HoldHours,
    RevokeHours,
    VerifyHours,
)
from services.contracts.activities.events import activities_events
from services.contracts.activities.events.hours import (
    HoursCorrected,
    HoursPending,
    HoursRevoked,
    HoursVerified,
)
from services.contracts.activities.events.tasks import CheckOutMissed, TaskEvent
from services.contracts.activities.words import Audience, HoursBasis, PendingReason
from services.contracts.ids import OrderId, TaskId
from services.kernel import Command, Event
from services.kernel.actor import system
from tests.activities.cast import (
    CHOIR,
    END,
    LI,
    START,
    TASK,
    after,
    arrived,
    colleague,
    comes,
    community,
    filled,
    id_of,
    left,
    offered,
    served,
    under_way,
)
from tests.scenario import STREET, Scenario, an_id

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
LATER = END + 24 * HOUR
"""Wednesday the thirteenth."""
LAST_DAY = date(2024, 11, 27)
"""The tenth working day after it."""
ROOM = system("activities", STREET)

at_work = (offered, comes(LI), filled, arrived(LI))
NEXT, NEXT_ORDER = an_id(TaskId, "next"), an_id(OrderId, "next")
next_door = (
    offered.model_copy(
        update={
            "task_id": NEXT,
            "order_id": NEXT_ORDER,
            "starts_at": START + HOUR,
            "ends_at": END + HOUR,
        }
    ),
    arrived(LI, START + HOUR).model_copy(update={"task_id": NEXT, "order_id": NEXT_ORDER}),
    left(LI, END + HOUR).model_copy(update={"task_id": NEXT, "order_id": NEXT_ORDER}),
)
given = Scenario(hours.decider, activities_events, after(*under_way, *served, *next_door)).given
no_check_out = Scenario(hours.decider, activities_events, after(*under_way, *at_work)).given

verify = VerifyHours(volunteer_id=LI, task_id=TASK)
hold = HoldHours(volunteer_id=LI, task_id=TASK)
revoke = RevokeHours(volunteer_id=LI, task_id=TASK, reason="代签")
verified = HoursVerified(
    volunteer_id=LI,
    task_id=TASK,
    order_id=CHOIR,
    estate_id="E01",
    audience=Audience.SENIOR,
    minutes=120,
    basis=HoursBasis.CHECKED_IN_AND_OUT,
    counted_from=START,
    counted_to=END,
    verified_by=id_of(community),
    correct_by=LAST_DAY,
)
pending = HoursPending(
    volunteer_id=LI,
    task_id=TASK,
    order_id=CHOIR,
    estate_id="E01",
    audience=Audience.SENIOR,
    reason=PendingReason.MISSING_CHECK_OUT,
    checked_in_at=START,
    held_by=id_of(community),
    correct_by=LAST_DAY,
)
held_by_room = pending.model_copy(update={"held_by": None})


def correct(until: datetime, since: datetime | None = None) -> CorrectHours:
    return CorrectHours(
        volunteer_id=LI, task_id=TASK, checked_out_at=until, checked_in_at=since, reason="忘记签退"
    )


def corrected(delta: int, until: datetime, since: datetime = START) -> HoursCorrected:
    return HoursCorrected(
        volunteer_id=LI,
        task_id=TASK,
        delta=delta,
        basis=HoursBasis.SECOND_PERSON,
        counted_from=since,
        counted_to=until,
        reason="忘记签退",
        approver=id_of(colleague),
    )


def revoked(minutes: int) -> HoursRevoked:
    return HoursRevoked(
        volunteer_id=LI,
        task_id=TASK,
        minutes=minutes,
        reason="代签",
        revoked_by=id_of(community),
    )


def test_an_organiser_verifies_what_check_in_and_check_out_say_once() -> None:
    given().when(verify, at=LATER, by=community).then(verified)
    given(verified).when(verify, at=LATER, by=colleague).then()


def test_a_inv_6_overlapping_tasks_are_credited_once() -> None:
    also = VerifyHours(volunteer_id=LI, task_id=NEXT)
    more = verified.model_copy(
        update={
            "task_id": NEXT,
            "order_id": NEXT_ORDER,
            "minutes": 60,
            "counted_from": START + HOUR,
            "counted_to": END + HOUR,
        }
    )
    given(verified).when(also, at=LATER, by=community).then(more)
    first = more.model_copy(update={"minutes": 120})
    rest = verified.model_copy(update={"minutes": 60})
    given().when(also, at=LATER, by=community).then(first)
    given(first).when(verify, at=LATER, by=community).then(rest)


def test_a_inv_7_without_a_check_out_hours_are_pending_and_nothing_is_guessed() -> None:
    no_check_out().when(verify, at=LATER, by=community).then(pending)
    no_check_out(pending).when(verify, at=LATER, by=colleague).then()


def test_a_inv_7_the_room_itself_holds_what_was_never_checked_out() -> None:
    missed = CheckOutMissed(task_id=TASK, order_id=CHOIR, volunteer_id=LI)
    scenario = Scenario(hours.decider, activities_events, after(*under_way, *at_work, missed))
    scenario.given().when(hold, at=LATER, by=ROOM).then(held_by_room)
    scenario.given(pending).when(hold, at=LATER, by=ROOM).then()
    scenario.given(pending, revoked(0)).when(hold, at=LATER, by=ROOM).then()


def test_a_inv_7_a_second_person_corrects_never_beyond_the_planned_end() -> None:
    hour = START + HOUR
    there = no_check_out(pending)
    there.when(correct(hour), at=LATER, by=colleague).then(corrected(60, hour))
    there.when(correct(END + HOUR), at=LATER, by=colleague).then(corrected(120, END))
    there.when(correct(hour), at=LATER, by=community).refused(SecondPersonNeeded)
    no_check_out(held_by_room).when(correct(hour), at=LATER, by=colleague).then(corrected(60, hour))


@pytest.mark.parametrize("history", [pending, verified])
def test_a_inv_7_after_ten_working_days_the_hours_stand(
    history: HoursPending | HoursVerified,
) -> None:
    last_moment = datetime(2024, 11, 27, 15, 59, tzinfo=UTC)
    there = no_check_out(history)
    assert there.when(correct(END), at=last_moment, by=colleague).refusal is None
    over = last_moment + MINUTE
    there.when(correct(END), at=over, by=colleague).refused(CorrectionTooLate)


def test_a_inv_8_verified_hours_are_set_right_by_a_further_event() -> None:
    shorter = START + HOUR
    given(verified).when(correct(shorter), at=LATER, by=colleague).then(corrected(-60, shorter))
    longer, early = END + 30 * MINUTE, START - 30 * MINUTE
    given(verified).when(correct(longer, since=early), at=LATER, by=colleague).then(
        corrected(60, longer, since=early)
    )
    given(verified).when(correct(shorter), at=LATER, by=community).refused(SecondPersonNeeded)


def test_a_correction_is_itself_corrected_by_another() -> None:
    first = corrected(-60, START + HOUR)
    given(verified, first).when(correct(END), at=LATER, by=colleague).refused(SecondPersonNeeded)
    back = corrected(60, END).model_copy(update={"approver": id_of(community)})
    given(verified, first).when(correct(END), at=LATER, by=community).then(back)


def test_a_inv_8_revoked_minutes_are_taken_back_once() -> None:
    given(verified).when(revoke, at=LATER, by=community).then(revoked(120))
    given(verified, revoked(120)).when(revoke, at=LATER, by=community).then()
    shorter = corrected(-60, START + HOUR)
    given(verified, shorter).when(revoke, at=LATER, by=community).then(revoked(60))
    given(pending).when(revoke, at=LATER, by=community).then(revoked(0))


def test_a_inv_8_what_another_task_covers_stays_credited() -> None:
    more = verified.model_copy(
        update={
            "task_id": NEXT,
            "minutes": 60,
            "counted_from": START + HOUR,
            "counted_to": END + HOUR,
        }
    )
    given(verified, more).when(revoke, at=LATER, by=community).then(revoked(60))


@pytest.mark.parametrize("ask", [verify, correct(END)])
def test_revoked_hours_stay_revoked(ask: Command) -> None:
    given(verified, revoked(120)).when(ask, at=LATER, by=colleague).refused(HoursAreRevoked)


def test_hours_need_a_service_that_is_over() -> None:
    no_check_out().when(verify, at=END, by=community).refused(StillServing)
    nobody = Scenario(hours.decider, activities_events, after(*under_way, offered))
    nobody.given().when(verify, at=LATER, by=community).refused(NothingServed)
    nothing = Scenario(hours.decider, activities_events, after())
    nothing.given().when(verify, at=LATER, by=community).refused(TaskUnknown)


def test_what_is_not_on_record_is_neither_corrected_nor_revoked() -> None:
    given().when(correct(END), by=community).refused(HoursUnknown)
    given().when(revoke, by=community).refused(HoursUnknown)


def test_one_leaves_after_one_has_arrived() -> None:
    given(verified).when(correct(START), at=LATER, by=colleague).refused(OutBeforeIn)


presences = st.lists(
    st.tuples(st.integers(0, 1200), st.integers(15, 300)), min_size=1, max_size=6
).flatmap(lambda times: st.tuples(st.just(times), st.permutations(range(len(times)))))


@every(presences)
def test_a_inv_6_the_total_is_the_same_in_whatever_order_tasks_are_verified(
    asked: tuple[list[tuple[int, int]], list[int]],
) -> None:
    times, mixed = asked
    tasks = [an_id(TaskId, f"task {n}") for n in range(len(times))]
    known = [
        event
        for task, (begins, length) in zip(tasks, times, strict=True)
        for event in _served(task, START + begins * MINUTE, length * MINUTE)
    ]
    scenario = Scenario(hours.decider, activities_events, after(*known))
    totals = [_total(scenario, [tasks[n] for n in order]) for order in (range(len(tasks)), mixed)]
    assert totals[0] == totals[1]
    assert totals[0] <= max(begins + length for begins, length in times)


def _served(task: TaskId, begins: datetime, length: timedelta) -> list[TaskEvent]:
    offer = offered.model_copy(
        update={"task_id": task, "starts_at": begins, "ends_at": begins + length}
    )
    came, went = arrived(LI, begins), left(LI, begins + length)
    return [offer, *(each.model_copy(update={"task_id": task}) for each in (came, went))]


def _total(scenario: Scenario, tasks: list[TaskId]) -> int:
    history: tuple[Event, ...] = ()
    for task in tasks:
        ask = VerifyHours(volunteer_id=LI, task_id=task)
        history += scenario.given(*history).when(ask, at=LATER + 24 * HOUR, by=community).events
    return sum(each.minutes for each in history if isinstance(each, HoursVerified))
