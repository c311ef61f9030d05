"""What becomes of an order: placed, reviewed, heard of, cancelled."""

from datetime import timedelta
from typing import Any

import pytest

from services.activities.orders import order
from services.activities.orders.refusals import (
    GuardianMissing,
    ItemNotForAudience,
    ItemNotOffered,
    NotAnEstateHere,
    NothingWished,
    NotTheirOrder,
    NotThisEstatesStation,
    OrderAlreadyPlaced,
    OrderHasEnded,
    OrderIsCatchingUp,
    OrderIsReviewed,
    OrderNotAccepted,
    OrderNotDelivered,
    OrderUnknown,
    TimesOutOfOrder,
)
from services.contracts.activities.commands.orders import (
    AmendOrder,
    ApproveOrder,
    CancelOrder,
    CloseOrder,
    ConfirmDelivery,
    LapseRatingWindow,
    NoteAcceptance,
    NoteDispatch,
    NoteUnfilled,
    PlaceOrder,
    RateOrder,
    RejectOrder,
    ReturnOrderForInfo,
)
from services.contracts.activities.events import activities_events
from services.contracts.activities.events.catalogue import CatalogItemWithdrawn
from services.contracts.activities.events.orders import (
    LateTaskDismissed,
    OrderAccepted,
    OrderAmended,
    OrderCancelled,
    OrderDispatched,
    OrderEvent,
    OrderRejected,
    OrderReturnedForInfo,
    OrderUnfilled,
)
from services.contracts.activities.events.tasks import TaskUnfilled
from services.contracts.activities.words import AgeBand, Audience, Participant, RiskLevel, TimeSpan
from services.contracts.ids import TaskId
from services.kernel import Command
from tests.activities.cast import (
    CHILD,
    CHOIR,
    END,
    GRAN,
    LI,
    MUM,
    START,
    TASK,
    after,
    approved,
    comes,
    delivered,
    dispatched,
    filled,
    offered,
    order_accepted,
    placed,
    under_way,
    words,
)
from tests.scenario import Scenario, an_id

place = PlaceOrder(**dict(placed))
approve = ApproveOrder(
    order_id=CHOIR, order_category="CULTURE", skill_needs=(), risk_level=RiskLevel.LOW
)
reject = RejectOrder(order_id=CHOIR, reason="超出服务范围")
rejected = OrderRejected(order_id=CHOIR, reason="超出服务范围")
send_back = ReturnOrderForInfo(order_id=CHOIR, question="共几人参加？")
returned = OrderReturnedForInfo(order_id=CHOIR, question="共几人参加？")
amend = AmendOrder(order_id=CHOIR, resident=GRAN, free_text=words(GRAN))
amended = OrderAmended(
    order_id=CHOIR, resident=GRAN, free_text=words(GRAN), wish_times=(), risk_notes=None
)
cancel = CancelOrder(order_id=CHOIR, reason="不再需要")
unfilled = OrderUnfilled(order_id=CHOIR, task_id=TASK, attempts=2)
not_done = TaskUnfilled(task_id=TASK, order_id=CHOIR, attempts=2, accepted=0)
confirm = ConfirmDelivery(order_id=CHOIR)
rate = RateOrder(order_id=CHOIR, rater=GRAN, score=5)


def cancelled(task: TaskId | None = None) -> OrderCancelled:
    return OrderCancelled(order_id=CHOIR, reason="不再需要", task_id=task)


given = Scenario(order.decider, activities_events, after()).given


def told(*events: OrderEvent, task: tuple[Any, ...] = ()) -> Scenario:
    """The order's own facts, and what its task has told the street."""
    return Scenario(order.decider, activities_events, after(*events, *task), events)


def place_with(**changed: object) -> PlaceOrder:
    return place.model_copy(update=changed)


def test_a_resident_places_an_order_once() -> None:
    given().when(place).then(placed)
    given(placed).when(place).refused(OrderAlreadyPlaced)


def test_an_order_may_be_a_wish_in_own_words() -> None:
    own = place_with(catalog_item_id=None, free_text=words(GRAN))
    told_so = placed.model_copy(update={"catalog_item_id": None, "free_text": words(GRAN)})
    given().when(own).then(told_so)
    given().when(place_with(catalog_item_id=None)).refused(NothingWished)


def test_an_order_belongs_to_an_estate_and_to_a_station_of_it() -> None:
    given().when(place_with(estate_id="C1")).refused(NotAnEstateHere)
    given().when(place_with(estate_id="E02")).refused(NotThisEstatesStation)


def test_only_what_is_on_the_catalogue_for_the_audience_is_ordered() -> None:
    given().when(place_with(catalog_item_id="opera")).refused(ItemNotOffered)
    given().when(place_with(audience=Audience.CHILD)).refused(ItemNotForAudience)
    gone = after(CatalogItemWithdrawn(item_id="choir", reason="无老师"))
    Scenario(order.decider, activities_events, gone).given().when(place).refused(ItemNotOffered)


def test_a_wish_ends_after_it_begins() -> None:
    backwards = (TimeSpan(starts_at=END, ends_at=START),)
    given().when(place_with(wish_times=backwards)).refused(TimesOutOfOrder)
    given(placed, returned).when(amend.model_copy(update={"wish_times": backwards})).refused(
        TimesOutOfOrder
    )


@pytest.mark.parametrize("band", [AgeBand.UNDER_8, AgeBand.FROM_8_TO_13])
def test_under_fourteen_the_guardian_asks_and_consents(band: AgeBand) -> None:
    with_child = place_with(participants=(Participant(person=CHILD, age_band=band),))
    given().when(with_child).refused(GuardianMissing)
    asked = with_child.model_copy(update={"guardian": MUM})
    given().when(asked).refused(GuardianMissing)
    consented = asked.model_copy(update={"guardian_consent_ref": "同意书-7"})
    assert given().when(consented).refusal is None


def test_the_community_approves_or_rejects() -> None:
    given(placed).when(approve).then(approved)
    given(placed).when(reject).then(rejected)
    given(placed, rejected).when(approve).refused(OrderIsReviewed)
    given(placed, approved).when(reject).refused(OrderIsReviewed)


def test_what_is_missing_is_asked_and_answered() -> None:
    given(placed).when(send_back).then(returned)
    given(placed, returned).when(send_back).then()
    given(placed, returned).when(amend).then(amended)
    given(placed, returned, amended).when(approve).then(approved)
    given(placed, returned).when(reject).then(rejected)
    given(placed, approved).when(amend).refused(OrderIsReviewed)


def test_nobody_adds_to_the_order_of_another() -> None:
    others = amend.model_copy(update={"resident": MUM})
    given(placed, returned).when(others).refused(NotTheirOrder)


@pytest.mark.parametrize("ask", [approve, reject, send_back, amend, confirm, rate, cancel])
def test_nothing_becomes_of_an_order_nobody_placed(ask: Command) -> None:
    given().when(ask).refused(OrderUnknown)


offer_noted = NoteDispatch(order_id=CHOIR, task_id=TASK, attempt=1)
full_noted = NoteAcceptance(order_id=CHOIR, task_id=TASK, volunteer_ids=(LI,))
nobody_noted = NoteUnfilled(order_id=CHOIR, task_id=TASK, attempts=2)
another_task = an_id(TaskId, "another")


def test_an_order_hears_its_task_and_hearing_twice_is_hearing_once() -> None:
    given(placed, approved).when(offer_noted).then(dispatched)
    given(*under_way).when(offer_noted).then()
    given(*under_way).when(full_noted).then(order_accepted)
    given(*under_way, order_accepted).when(full_noted).then()
    given(*under_way).when(nobody_noted).then(unfilled)
    given(*under_way, unfilled).when(nobody_noted).then()


def test_a_volunteer_who_cannot_come_after_all_sends_the_order_back_to_dispatched() -> None:
    again = NoteDispatch(order_id=CHOIR, task_id=TASK, attempt=2)
    told_again = OrderDispatched(order_id=CHOIR, task_id=TASK, attempt=2)
    given(*under_way, order_accepted).when(again).then(told_again)


def test_an_unfilled_order_is_offered_anew() -> None:
    anew = NoteDispatch(order_id=CHOIR, task_id=another_task, attempt=1)
    told_anew = OrderDispatched(order_id=CHOIR, task_id=another_task, attempt=1)
    given(*under_way, unfilled).when(anew).then(told_anew)
    late = NoteAcceptance(order_id=CHOIR, task_id=TASK, volunteer_ids=(LI,))
    given(*under_way, unfilled, told_anew).when(late).then()
    full = NoteAcceptance(order_id=CHOIR, task_id=another_task, volunteer_ids=(LI,))
    given(*under_way, unfilled, told_anew).when(full).then(
        OrderAccepted(order_id=CHOIR, task_id=another_task, volunteer_ids=(LI,))
    )


def test_a_task_offered_while_the_order_is_cancelled_is_dismissed() -> None:
    late = LateTaskDismissed(order_id=CHOIR, task_id=TASK)
    given(placed, approved, cancelled()).when(offer_noted).then(late)
    given(placed, approved, cancelled()).when(full_noted).then()


def test_an_order_is_cancelled_before_it_is_delivered_and_its_task_with_it() -> None:
    told(placed).when(cancel).then(cancelled())
    told(placed, approved).when(cancel).then(cancelled())
    told(*under_way, task=(offered,)).when(cancel).then(cancelled(TASK))
    at_work = told(*under_way, order_accepted, task=(offered, comes(LI), filled))
    at_work.when(cancel).then(cancelled(TASK))
    told(*under_way, unfilled, task=(offered, not_done)).when(cancel).then(cancelled())


def test_a_cancelled_order_stays_cancelled_and_an_ended_one_is_not_cancelled() -> None:
    given(placed, cancelled()).when(cancel).then()
    given(placed, rejected).when(cancel).refused(OrderHasEnded)
    given(*under_way, order_accepted, delivered).when(cancel).refused(OrderHasEnded)


@pytest.mark.parametrize("ask", [cancel, confirm])
def test_an_order_that_has_not_heard_its_task_yet_asks_for_patience(ask: Command) -> None:
    told(placed, approved, task=(offered,)).when(ask).refused(OrderIsCatchingUp)
    told(*under_way, task=(offered, comes(LI), filled)).when(ask).refused(OrderIsCatchingUp)
    told(*under_way, task=(offered, not_done)).when(ask).refused(OrderIsCatchingUp)
    again = offered.model_copy(update={"attempt": 2, "respond_by": START - timedelta(hours=1)})
    told(*under_way, task=(offered, again)).when(ask).refused(OrderIsCatchingUp)
    assert OrderIsCatchingUp.kind == "busy"


def test_what_was_not_accepted_is_not_delivered_rated_or_closed() -> None:
    told(placed, approved).when(confirm).refused(OrderNotAccepted)
    told(*under_way, task=(offered,)).when(confirm).refused(OrderNotAccepted)
    told(*under_way, task=(offered,)).when(rate).refused(OrderNotDelivered)
    told(placed).when(CloseOrder(order_id=CHOIR)).refused(OrderNotDelivered)
    told(placed).when(LapseRatingWindow(order_id=CHOIR)).then()
