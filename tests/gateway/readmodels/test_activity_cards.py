"""The cards of the activity room: an order, its task, and those who come."""

from datetime import timedelta

from services.contracts.activities.events.orders import (
    OrderAccepted,
    OrderAmended,
    OrderApproved,
    OrderDispatched,
    OrderReturnedForInfo,
)
from services.contracts.activities.events.people import SkillVerified, VolunteerLeft
from services.contracts.activities.events.tasks import (
    AcceptanceCancelled,
    CheckOutMissed,
    TaskAccepted,
    TaskDeclined,
    TaskFilled,
    TaskOffered,
    TaskReleased,
    VolunteerCheckedIn,
    VolunteerCheckedOut,
)
from services.contracts.activities.events.venues import BookingCancelled, VenueBooked
from services.contracts.activities.words import Audience, CheckMethod, OfferedTo, RiskLevel
from services.contracts.ids import BookingId, PersonId, VolunteerId
from services.gateway.readmodels.hours import hours
from services.gateway.readmodels.orders import OrderStatus, orders
from services.gateway.readmodels.tasks import TaskStatus, tasks
from services.gateway.readmodels.venue_days import venue_days
from services.gateway.readmodels.volunteers import VolunteerStatus, volunteers
from tests.gateway.paper import Paper
from tests.gateway.statistics.test_activity_figures import TASK, order, placed, volunteer
from tests.scenario import NOON, an_id

ADA, BOB = an_id(VolunteerId, "ada"), an_id(VolunteerId, "bob")


def offered() -> TaskOffered:
    return TaskOffered(
        task_id=TASK,
        order_id=order(1),
        attempt=1,
        to=OfferedTo.VOLUNTEER,
        coalition_id=None,
        candidates=(ADA, BOB),
        respond_by=NOON + timedelta(hours=4),
        next_groups=(),
        pool_until=NOON + timedelta(days=1),
        needed=1,
        agreement_needed=False,
        starts_at=NOON + timedelta(days=2),
        ends_at=NOON + timedelta(days=2, hours=2),
        estate_id="E01",
        audience=Audience.SENIOR,
        skill_needs=("CALLIGRAPHY",),
        risk_level=RiskLevel.LOW,
    )


def test_an_order_sent_back_for_information_is_up_for_review_again() -> None:
    paper = Paper("activities").tell(placed(1, Audience.SENIOR))
    paper.tell(OrderReturnedForInfo(order_id=order(1), question="几点方便？"))
    assert paper.card(orders).status is OrderStatus.RETURNED
    paper.tell(
        OrderAmended(
            order_id=order(1),
            resident=an_id(PersonId, "1"),
            free_text=None,
            wish_times=(),
            risk_notes=None,
        )
    )
    card = paper.card(orders)
    assert (card.status, card.question, card.marks) == (OrderStatus.PLACED, None, ())


def test_an_order_shows_the_latest_and_remembers_how_far_it_came() -> None:
    paper = Paper("activities").tell(placed(1, Audience.SENIOR))
    paper.tell(
        OrderApproved(
            order_id=order(1), order_category="C", skill_needs=(), risk_level=RiskLevel.LOW
        ),
        OrderDispatched(order_id=order(1), task_id=TASK, attempt=1),
        OrderDispatched(order_id=order(1), task_id=TASK, attempt=2),
        OrderAccepted(order_id=order(1), task_id=TASK, volunteer_ids=(ADA,)),
    )
    card = paper.card(orders)
    assert (card.status, card.attempts, card.volunteer_ids) == (OrderStatus.ACCEPTED, 2, (ADA,))
    assert card.marks == (OrderStatus.APPROVED, OrderStatus.DISPATCHED, OrderStatus.ACCEPTED)


def test_declining_leaves_no_mark_on_anybody() -> None:
    paper = Paper("activities").tell(offered())
    paper.tell(TaskDeclined(task_id=TASK, order_id=order(1), volunteer_id=BOB, reason=None))
    card = paper.card(tasks)
    assert card.candidates == (ADA,)
    assert str(BOB) not in card.model_dump_json()


def test_a_task_knows_who_comes_and_who_was_there() -> None:
    of = {"task_id": TASK, "order_id": order(1), "volunteer_id": ADA}
    paper = Paper("activities").tell(offered())
    paper.tell(TaskAccepted.model_validate({**of, "agreement_ref": None}))
    paper.tell(TaskFilled(task_id=TASK, order_id=order(1), volunteer_ids=(ADA,)))
    assert paper.card(tasks).status is TaskStatus.FILLED
    paper.tell(
        AcceptanceCancelled.model_validate({**of, "notice_hours": 30, "reason": None}),
        TaskAccepted.model_validate({**of, "agreement_ref": None}),
    )
    begun = NOON + timedelta(days=2)
    seen = {**of, "method": CheckMethod.QR, "device_id": None}
    paper.tell(
        VolunteerCheckedIn.model_validate({**seen, "at": begun, "ends_at": begun}),
        CheckOutMissed.model_validate(of),
    )
    assert paper.card(tasks).present[0].check_out_missed
    paper.tell(VolunteerCheckedOut.model_validate({**seen, "at": begun + timedelta(hours=2)}))
    [presence] = paper.card(tasks).present
    assert (presence.checked_out_at, presence.check_out_missed) == (
        begun + timedelta(hours=2),
        False,
    )
    paper.tell(TaskReleased(task_id=TASK, order_id=order(1)))
    assert paper.card(tasks).accepted == ()


def test_a_volunteer_is_trusted_with_what_was_seen_last() -> None:
    paper = Paper("activities").tell(volunteer(1, "SILVER"))
    which = an_id(VolunteerId, "1")
    for day in (NOON.date(), NOON.date() + timedelta(days=400)):
        paper.tell(
            SkillVerified(volunteer_id=which, skill="FIRST_AID", licence="L-1", valid_to=day)
        )
    paper.tell(VolunteerLeft(volunteer_id=which, person=an_id(PersonId, "v1")))
    card = paper.card(volunteers)
    [skill] = card.verified_skills
    assert skill.valid_to == NOON.date() + timedelta(days=400)
    assert card.status is VolunteerStatus.LEFT
    assert paper.card(hours).coalition_ids == ("SILVER",)


def test_a_day_of_a_venue_shows_what_is_taken_in_the_order_of_the_day() -> None:
    paper = Paper("activities")
    for name, hour in (("late", 6), ("early", 2)):
        paper.tell(
            VenueBooked(
                venue_day="V01_2024-11-04",
                venue_id="V01",
                booking_id=an_id(BookingId, name),
                function="CHOIR",
                starts_at=NOON + timedelta(hours=hour),
                ends_at=NOON + timedelta(hours=hour + 1),
                setup_min=10,
                teardown_min=5,
                order_id=None,
            )
        )
    booked = paper.card(venue_days).bookings
    assert [each.booking_id for each in booked] == [
        an_id(BookingId, "early"),
        an_id(BookingId, "late"),
    ]
    paper.tell(
        BookingCancelled(
            venue_day="V01_2024-11-04",
            venue_id="V01",
            booking_id=an_id(BookingId, "early"),
            reason="改期",
        )
    )
    assert len(paper.card(venue_days).bookings) == 1
