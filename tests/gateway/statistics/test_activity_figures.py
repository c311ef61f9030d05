"""The activity room's figures, exactly: 60 orders, 187 h 30 min, 4.55 stars."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from services.contracts.activities.events.hours import (
    HoursCorrected,
    HoursPending,
    HoursRevoked,
    HoursVerified,
)
from services.contracts.activities.events.orders import (
    OrderAccepted,
    OrderApproved,
    OrderCancelled,
    OrderDelivered,
    OrderDispatched,
    OrderPlaced,
    OrderRated,
    OrderRejected,
    OrderUnfilled,
    RatingChanged,
)
from services.contracts.activities.events.people import VolunteerRegistered
from services.contracts.activities.words import (
    AgeBand,
    Audience,
    ConfirmedBy,
    HoursBasis,
    LocationKind,
    PendingReason,
    Priority,
    RiskLevel,
)
from services.contracts.ids import OrderId, PersonId, TaskId, VolunteerId
from services.gateway.readmodels.hours import hours
from services.gateway.readmodels.orders import orders
from services.gateway.readmodels.ratings import ratings
from services.gateway.statistics import ratings as of_ratings
from services.gateway.statistics.asked import Window
from services.gateway.statistics.demand_and_supply import demand_and_supply
from services.gateway.statistics.volunteer_hours import volunteer_hours
from services.kernel import Event
from tests.gateway.paper import Paper, sealed
from tests.scenario import NOON, an_id

ON = date(2024, 12, 18)
TASK = an_id(TaskId)
NOVEMBER = Window.model_validate_strings({"from": "2024-11-01", "to": "2024-11-30"})


def order(n: int) -> OrderId:
    return an_id(OrderId, str(n))


def placed(n: int, audience: Audience) -> Event:
    return OrderPlaced(
        order_id=order(n),
        resident=an_id(PersonId, str(n)),
        guardian=None,
        guardian_consent_ref=None,
        estate_id="E01",
        station_id="S01",
        catalog_item_id="CHOIR",
        free_text=None,
        audience=audience,
        location=LocationKind.STATION,
        address=None,
        wish_times=(),
        participants=(),
        risk_notes=None,
        priority=Priority.ROUTINE,
    )


def rated(n: int, score: int, who: str = "resident") -> Event:
    return OrderRated(
        order_id=order(n),
        task_id=TASK,
        rater=an_id(PersonId, who),
        score=score,
        dims=None,
        comment=None,
        anonymous_to_volunteer=True,
    )


def november() -> Paper:
    """60 placed, 57 approved, 54 accepted, 52 delivered, 44 rated."""
    paper = Paper("activities")
    stars = [5] * 30 + [4] * 10 + [3] * 3 + [1]
    for n in range(60):
        audience = Audience.SENIOR if n < 28 else Audience.CHILD if n < 50 else Audience.YOUTH
        paper.tell(placed(n, audience))
        if n >= 57:
            paper.tell(OrderRejected(order_id=order(n), reason="超出服务范围"))
            continue
        paper.tell(
            OrderApproved(
                order_id=order(n), order_category="C", skill_needs=(), risk_level=RiskLevel.LOW
            ),
            OrderDispatched(order_id=order(n), task_id=TASK, attempt=1),
        )
        if n >= 54:
            paper.tell(OrderUnfilled(order_id=order(n), task_id=TASK, attempts=2))
            continue
        paper.tell(OrderAccepted(order_id=order(n), task_id=TASK, volunteer_ids=()))
        if n >= 52:
            paper.tell(OrderCancelled(order_id=order(n), reason="下雨", task_id=TASK))
            continue
        paper.tell(
            OrderDelivered(
                order_id=order(n),
                task_id=TASK,
                confirmed_by=ConfirmedBy.RESIDENT,
                evidence_ref=None,
                delivered_at=NOON,
                rate_by=NOON + timedelta(days=7),
            )
        )
        if n < 44:
            paper.tell(rated(n, stars[n]))
    return paper


def test_sixty_orders_and_how_far_each_came() -> None:
    answer: Any = demand_and_supply.render(november().folded(orders).cells, NOVEMBER, ON)
    assert {name: n for name, n in answer.items() if name != "by_audience"} == {
        "placed": 60,
        "approved": 57,
        "rejected": 3,
        "dispatched": 57,
        "accepted": 54,
        "delivered": 52,
        "rated": 44,
        "unfilled": 3,
        "cancelled": 2,
    }
    assert [(each["audience"], each["placed"]) for each in answer["by_audience"]] == [
        ("SENIOR", 28),
        ("CHILD", 22),
        ("YOUTH", 10),
    ]
    october = Window.model_validate_strings({"to": "2024-10-31"})
    assert demand_and_supply.render(november().folded(orders).cells, october, ON)["placed"] == 0


def test_demand_that_is_met_after_all_is_unmet_no_more() -> None:
    paper = Paper("activities").tell(placed(1, Audience.CHILD))
    paper.tell(OrderUnfilled(order_id=order(1), task_id=TASK, attempts=1))
    assert ("order", "unfilled", "CHILD", "2024-11-04") in paper.folded(orders).cells
    paper.tell(OrderAccepted(order_id=order(1), task_id=TASK, volunteer_ids=()))
    assert ("order", "unfilled", "CHILD", "2024-11-04") not in paper.folded(orders).cells


def test_the_mean_of_forty_four_ratings_is_four_and_a_half_and_a_bit() -> None:
    assert of_ratings.ratings.render(november().folded(ratings).cells, Window(), ON) == {
        "mean": "4.55",
        "count": 44,
        "distribution": {"1": 1, "2": 0, "3": 3, "4": 10, "5": 30},
    }


def test_four_ratings_are_too_few_to_be_shown_and_a_changed_one_counts_once() -> None:
    paper = Paper("activities")
    for n in range(4):
        paper.tell(rated(n, 5))
    hidden = {"mean": None, "count": 4, "distribution": None}
    assert of_ratings.ratings.render(paper.folded(ratings).cells, Window(), ON) == hidden
    paper.tell(rated(4, 5))
    first = rated(0, 5)
    paper.tell(RatingChanged.model_validate({**dict(first), "score": 2}))
    answer = of_ratings.ratings.render(paper.folded(ratings).cells, Window(), ON)
    assert (answer["mean"], answer["count"]) == ("4.40", 5)


def volunteer(n: int, *coalitions: str) -> Event:
    person = an_id(PersonId, f"v{n}")
    return VolunteerRegistered(
        volunteer_id=an_id(VolunteerId, str(n)),
        person=person,
        org_id="C1",
        age_band=AgeBand.ADULT,
        guardian_consent_ref=None,
        skills=(),
        availability=(),
        coalition_ids=coalitions,
        party_member=False,
        name=sealed(person),
        phone=None,
    )


def verified(n: int, task: int, minutes: int) -> Event:
    begun = datetime(2024, 11, 9, 1, tzinfo=UTC)
    return HoursVerified(
        volunteer_id=an_id(VolunteerId, str(n)),
        task_id=an_id(TaskId, str(task)),
        order_id=order(task),
        estate_id="E01",
        audience=Audience.SENIOR,
        minutes=minutes,
        basis=HoursBasis.CHECKED_IN_AND_OUT,
        counted_from=begun,
        counted_to=begun + timedelta(minutes=minutes),
        verified_by=None,
        correct_by=date(2024, 11, 25),
    )


def pending(n: int, task: int) -> Event:
    return HoursPending(
        volunteer_id=an_id(VolunteerId, str(n)),
        task_id=an_id(TaskId, str(task)),
        order_id=order(task),
        estate_id="E01",
        audience=Audience.SENIOR,
        reason=PendingReason.MISSING_CHECK_OUT,
        checked_in_at=NOON,
        held_by=None,
        correct_by=date(2024, 11, 25),
    )


def in_the_volunteers_month() -> Paper:
    """93 times 120 minutes and one of 90 credited, one revoked, two pending."""
    paper = Paper("activities").tell(volunteer(1, "SILVER"), volunteer(2, "YOUNG", "SILVER"))
    for task in range(93):
        paper.tell(verified(1 if task < 50 else 2, task, 120))
    paper.tell(verified(1, 93, 90), verified(2, 94, 60), pending(1, 95), pending(2, 96))
    return paper.tell(
        HoursRevoked(
            volunteer_id=an_id(VolunteerId, "2"),
            task_id=an_id(TaskId, "94"),
            minutes=60,
            reason="代签",
            revoked_by=None,
        )
    )


def test_eleven_thousand_two_hundred_and_fifty_minutes_are_credited() -> None:
    answer = volunteer_hours.render(in_the_volunteers_month().folded(hours).cells, NOVEMBER, ON)
    assert answer == {
        "credited_minutes": 11_250,  # 93 × 120 + 90
        "credited": "187 h 30 min",
        "pending": 2,
        "revoked": 1,
        "by_coalition": [
            {"coalition": "SILVER", "credited_minutes": 11_250, "credited": "187 h 30 min"},
            {"coalition": "YOUNG", "credited_minutes": 5_160, "credited": "86 h 0 min"},
        ],
        "by_audience": [
            {"audience": "SENIOR", "credited_minutes": 11_250, "credited": "187 h 30 min"}
        ],
    }


def test_pending_minutes_are_credited_once_a_second_person_set_them_right() -> None:
    paper = Paper("activities").tell(pending(1, 1))
    paper.tell(
        HoursCorrected(
            volunteer_id=an_id(VolunteerId, "1"),
            task_id=an_id(TaskId, "1"),
            delta=45,
            basis=HoursBasis.SECOND_PERSON,
            counted_from=NOON,
            counted_to=NOON + timedelta(minutes=45),
            reason="忘记签退",
            approver=None,
        )
    )
    answer = volunteer_hours.render(paper.folded(hours).cells, Window(), ON)
    assert (answer["credited"], answer["pending"]) == ("0 h 45 min", 0)
