"""Arriving and leaving."""

from datetime import timedelta

from services.activities.orders import task
from services.activities.orders.task_refusals import (
    CheckOutTooLate,
    HasArrived,
    NotAccepted,
    NotCheckedIn,
    NotEligible,
    OutBeforeIn,
    TaskIsNotFull,
    TaskIsOver,
)
from services.contracts.activities.commands.tasks import (
    CancelAcceptance,
    CheckIn,
    CheckOut,
    LapseCheckOut,
)
from services.contracts.activities.events import activities_events
from services.contracts.activities.events.people import VolunteerSuspended
from services.contracts.activities.events.tasks import CheckOutMissed, TaskReleased
from services.contracts.activities.words import CheckMethod
from services.contracts.ids import VolunteerId
from services.kernel import CancelTimer, SetTimer
from tests.activities.cast import (
    CHOIR,
    END,
    LI,
    START,
    TASK,
    WU,
    after,
    arrived,
    comes,
    filled,
    left,
    offered,
)
from tests.scenario import Scenario

given = Scenario(task.decider, activities_events, after()).given
full = (offered, comes(LI), filled)
GRACE = timedelta(hours=2)
SECOND = timedelta(seconds=1)
missed = CheckOutMissed(task_id=TASK, order_id=CHOIR, volunteer_id=LI)
lapse = LapseCheckOut(task_id=TASK, volunteer_id=LI)


def check_in(who: VolunteerId = LI) -> CheckIn:
    return CheckIn(task_id=TASK, volunteer_id=who, method=CheckMethod.QR)


def check_out(who: VolunteerId = LI) -> CheckOut:
    return CheckOut(task_id=TASK, volunteer_id=who, method=CheckMethod.QR)


def test_who_accepted_checks_in_once() -> None:
    given(*full).when(check_in(), at=START).then(arrived(LI))
    given(*full, arrived(LI)).when(check_in(), at=START).then()
    given(*full).when(check_in(WU), at=START).refused(NotAccepted)


def test_arrival_is_when_it_happened_not_when_it_was_entered() -> None:
    entered = START + timedelta(days=3)
    given(*full).when(check_in(), at=entered, occurred_at=START).then(arrived(LI))


def test_nobody_checks_in_before_the_task_is_full_or_after_its_end() -> None:
    given(offered).when(check_in(), at=START).refused(TaskIsNotFull)
    given(*full).when(check_in(), at=END).refused(TaskIsOver)
    released = TaskReleased(task_id=TASK, order_id=CHOIR)
    given(*full, released).when(check_in(), at=START).refused(TaskIsOver)


def test_a_inv_3_who_may_not_serve_any_more_does_not_check_in() -> None:
    resting = after(VolunteerSuspended(volunteer_id=LI, reason="休养"))
    scenario = Scenario(task.decider, activities_events, resting)
    scenario.given(*full).when(check_in(), at=START).refused(NotEligible)


def test_who_checked_in_checks_out_once() -> None:
    given(*full, arrived(LI)).when(check_out(), at=END).then(left(LI))
    given(*full, arrived(LI), left(LI)).when(check_out(), at=END).then()
    given(*full).when(check_out(), at=END).refused(NotCheckedIn)
    given(*full, arrived(LI)).when(check_out(), at=START).refused(OutBeforeIn)


def test_who_is_there_when_the_order_is_cancelled_still_checks_out() -> None:
    released = TaskReleased(task_id=TASK, order_id=CHOIR)
    given(*full, arrived(LI), released).when(check_out(), at=END).then(left(LI))


def test_a_inv_7_two_hours_after_the_end_it_is_too_late_to_check_out() -> None:
    there = given(*full, arrived(LI))
    there.when(check_out(), at=END + GRACE).then(left(LI, END + GRACE))
    there.when(check_out(), at=END + GRACE + SECOND).refused(CheckOutTooLate)
    given(*full, arrived(LI), missed).when(check_out(), at=END).refused(CheckOutTooLate)


def test_a_inv_7_a_check_out_that_never_came_is_noted_once() -> None:
    given(*full, arrived(LI)).when(lapse, at=END + GRACE + SECOND).then(missed)
    given(*full, arrived(LI), missed).when(lapse).then()
    given(*full, arrived(LI), left(LI)).when(lapse).then()
    given(*full).when(lapse).then()


def test_checking_in_sets_the_timer_that_checking_out_cancels() -> None:
    name = f"check-out-{LI}"
    assert task.decider.deadlines(arrived(LI)) == [
        SetTimer(name=name, due_at=END + GRACE + SECOND, command=lapse)
    ]
    assert task.decider.deadlines(left(LI)) == [CancelTimer(name=name)]


def test_who_has_checked_in_no_longer_cancels() -> None:
    early = START - timedelta(minutes=10)
    cancel = CancelAcceptance(task_id=TASK, volunteer_id=LI)
    outcome = given(*full, arrived(LI, early)).when(cancel, at=early + SECOND)
    outcome.refused(HasArrived)
