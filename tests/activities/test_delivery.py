"""When an order is delivered, rated and closed."""

from datetime import UTC, datetime, timedelta

from services.activities.orders import order
from services.activities.orders.refusals import (
    EvidenceMissing,
    NobodyCheckedOut,
    OrderRatedByAnother,
    RaterIsAnother,
    RatingWindowHasLapsed,
    RatingWindowIsOpen,
    ResidentMayStillAnswer,
)
from services.contracts.activities.commands.orders import (
    CloseOrder,
    ConfirmDelivery,
    LapseRatingWindow,
    RateOrder,
)
from services.contracts.activities.events import activities_events
from services.contracts.activities.events.orders import (
    ImprovementItemOpened,
    OrderClosed,
    OrderEvent,
    OrderRated,
    RatingChanged,
    RatingWindowLapsed,
)
from services.contracts.activities.words import ConfirmedBy, RatingDims
from services.contracts.ids import PersonId
from services.kernel import CancelTimer, SetTimer
from tests.activities.cast import (
    CHOIR,
    END,
    GRAN,
    LI,
    MUM,
    RATE_BY,
    TASK,
    after,
    arrived,
    comes,
    community,
    delivered,
    filled,
    just,
    offered,
    order_accepted,
    placed,
    rated,
    served,
    under_way,
)
from tests.scenario import Scenario

accepted = (*under_way, order_accepted)
confirm = ConfirmDelivery(order_id=CHOIR)
with_evidence = ConfirmDelivery(order_id=CHOIR, evidence_ref="照片-1")
SECOND = timedelta(seconds=1)
AFTER_THREE_DAYS = datetime(2024, 11, 15, 16, 0, tzinfo=UTC)
"""Midnight in Shengquan after the third day that follows the twelfth."""

street = after(*accepted, *served)
told = Scenario(order.decider, activities_events, street).given
no_check_out = Scenario(
    order.decider,
    activities_events,
    after(*accepted, offered, comes(LI), filled, arrived(LI)),
).given


def test_a_inv_22_the_residents_word_delivers_after_a_check_out() -> None:
    told(*accepted).when(confirm, at=END, by=just(GRAN)).then(delivered)
    no_check_out(*accepted).when(confirm, at=END, by=just(GRAN)).refused(NobodyCheckedOut)


def test_a_inv_22_the_organiser_shows_evidence_after_three_days() -> None:
    by_evidence = delivered.model_copy(
        update={
            "confirmed_by": ConfirmedBy.ORGANISER,
            "evidence_ref": "照片-1",
            "delivered_at": AFTER_THREE_DAYS,
            "rate_by": datetime(2024, 11, 23, 16, 0, tzinfo=UTC),
        }
    )
    there = no_check_out(*accepted)
    there.when(with_evidence, at=AFTER_THREE_DAYS, by=community).then(by_evidence)
    there.when(confirm, at=AFTER_THREE_DAYS, by=community).refused(EvidenceMissing)
    early = AFTER_THREE_DAYS - SECOND
    there.when(with_evidence, at=early, by=community).refused(ResidentMayStillAnswer)


def test_an_order_is_delivered_once() -> None:
    told(*accepted, delivered).when(confirm, by=just(GRAN)).then()


def stars(score: int, rater: PersonId = GRAN) -> RateOrder:
    return RateOrder(order_id=CHOIR, rater=rater, score=score)


def given(score: int) -> OrderRated:
    return rated.model_copy(update={"score": score})


def changed(score: int) -> RatingChanged:
    return RatingChanged(**dict(given(score)))


low = ImprovementItemOpened(order_id=CHOIR, task_id=TASK, score=2)
done = told(*accepted, delivered)
LAST_MOMENT = RATE_BY - SECOND


def test_a_inv_13_who_was_there_rates_within_seven_days() -> None:
    done.when(stars(5), at=END, by=just(GRAN)).then(given(5))
    done.when(stars(5), at=LAST_MOMENT, by=just(GRAN)).then(given(5))
    done.when(stars(5), at=RATE_BY, by=just(GRAN)).refused(RatingWindowHasLapsed)


def test_a_inv_13_the_window_counts_from_when_it_happened_not_from_when_it_is_entered() -> None:
    entered = RATE_BY + timedelta(days=300)
    done.when(stars(5), at=entered, by=just(GRAN), occurred_at=LAST_MOMENT).then(given(5))


def test_a_inv_13_one_rating_for_an_order_changeable_by_its_rater() -> None:
    once = told(*accepted, delivered, given(5))
    once.when(stars(4), at=LAST_MOMENT, by=just(GRAN)).then(changed(4))
    once.when(stars(5), at=LAST_MOMENT, by=just(GRAN)).then()
    once.when(stars(4), at=RATE_BY, by=just(GRAN)).refused(RatingWindowHasLapsed)
    once.when(stars(1, rater=MUM), at=END, by=just(MUM)).refused(OrderRatedByAnother)
    twice = told(*accepted, delivered, given(5), changed(4))
    twice.when(stars(4), at=END, by=just(GRAN)).then()
    twice.when(stars(5), at=END, by=just(GRAN)).then(changed(5))


def test_a_rating_is_given_in_ones_own_name() -> None:
    done.when(stars(1, rater=GRAN), at=END, by=just(MUM)).refused(RaterIsAnother)


def test_a_rating_keeps_its_parts() -> None:
    dims = RatingDims(content=5, attitude=4)
    ask = RateOrder(order_id=CHOIR, rater=GRAN, score=5, dims=dims, anonymous_to_volunteer=True)
    whole = rated.model_copy(update={"dims": dims, "anonymous_to_volunteer": True})
    done.when(ask, at=END, by=just(GRAN)).then(whole)


def test_a_inv_14_two_stars_or_less_ask_for_something_to_be_done_better_once() -> None:
    done.when(stars(2), at=END, by=just(GRAN)).then(given(2), low)
    told(*accepted, delivered, given(5)).when(stars(2), at=END, by=just(GRAN)).then(changed(2), low)
    worse = told(*accepted, delivered, given(2), low)
    worse.when(stars(1), at=END, by=just(GRAN)).then(changed(1))


lapse, close = LapseRatingWindow(order_id=CHOIR), CloseOrder(order_id=CHOIR)
lapsed, closed = RatingWindowLapsed(order_id=CHOIR), OrderClosed(order_id=CHOIR)


def test_an_order_closes_when_the_rating_window_has_passed() -> None:
    done.when(lapse, at=RATE_BY).then(lapsed, closed)
    done.when(close, at=RATE_BY, by=community).then(lapsed, closed)
    done.when(close, at=LAST_MOMENT, by=community).refused(RatingWindowIsOpen)
    told(*accepted, delivered, given(4)).when(lapse, at=RATE_BY).then(closed)


def test_a_closed_order_stays_closed() -> None:
    over = told(*accepted, delivered, lapsed, closed)
    over.when(close).then()
    over.when(lapse).then()
    over.when(stars(5), by=just(GRAN)).refused(RatingWindowHasLapsed)


def test_delivery_sets_the_timer_that_closing_cancels() -> None:
    assert order.decider.deadlines(delivered) == [
        SetTimer(name="rating", due_at=RATE_BY, command=lapse)
    ]
    assert order.decider.deadlines(closed) == [CancelTimer(name="rating")]
    nothing: list[OrderEvent] = [placed, rated]
    assert [order.decider.deadlines(each) for each in nothing] == [[], []]
