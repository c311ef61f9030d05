"""Orders from the wish to the end, through the room as it runs: commands, reactions, timers."""

from datetime import timedelta

import pytest

from services.activities.orders.refusals import OrderIsCatchingUp
from services.activities.orders.task_refusals import OrderHasTask
from services.activities.people.refusals import PersonIsVolunteer
from services.contracts.activities.commands.hours import VerifyHours
from services.contracts.activities.commands.orders import (
    ApproveOrder,
    CancelOrder,
    ConfirmDelivery,
    PlaceOrder,
    RateOrder,
)
from services.contracts.activities.commands.people import (
    FormCoalition,
    LeaveVolunteering,
    RegisterVolunteer,
)
from services.contracts.activities.commands.tasks import (
    AcceptTask,
    CheckIn,
    CheckOut,
    DeclineTask,
    OfferTask,
)
from services.contracts.activities.words import (
    AgeBand,
    Audience,
    CandidateGroup,
    CheckMethod,
    LocationKind,
    OfferedTo,
    RiskLevel,
)
from services.contracts.ids import TaskId, VolunteerId
from services.kernel import Event
from services.kernel.ask import Ask
from tests.activities.cast import (
    CHOIR,
    END,
    GRAN,
    LI,
    START,
    TASK,
    WU,
    community,
    just,
    officer,
    person_of,
    volunteer,
    words,
)
from tests.activities.living import Living, the_street
from tests.scenario import NOON, STREET, an_id

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

form = FormCoalition(
    coalition_id="silver", name="银发联盟", audience=Audience.SENIOR, org_id=STREET
)
place = PlaceOrder(
    order_id=CHOIR,
    resident=GRAN,
    estate_id="E01",
    free_text=words(GRAN),
    audience=Audience.SENIOR,
    location=LocationKind.STATION,
)
approve = ApproveOrder(order_id=CHOIR, order_category="CULTURE", risk_level=RiskLevel.LOW)
team = CandidateGroup(to=OfferedTo.TEAM, candidates=(WU,), respond_by=NOON + 2 * DAY)
offer = OfferTask(
    task_id=TASK,
    order_id=CHOIR,
    to=OfferedTo.VOLUNTEER,
    candidates=(LI,),
    respond_by=NOON + DAY,
    next_groups=(team,),
    pool_until=NOON + 3 * DAY,
    starts_at=START,
    ends_at=END,
)


def join(who: VolunteerId) -> RegisterVolunteer:
    person = person_of(who)
    return RegisterVolunteer(
        volunteer_id=who,
        person=person,
        org_id="C1",
        age_band=AgeBand.ADULT,
        coalition_ids=("silver",),
        name=words(person),
    )


async def open_for_business() -> Living:
    living = Living(NOON)
    await living.hear_the_hall(*the_street)
    await living.ask(form, officer)
    for who in (LI, WU):
        await living.ask(join(who), community)
    await living.ask(place, just(GRAN))
    await living.ask(approve, community)
    return living


def names(events: list[Event]) -> list[str]:
    return [type(each).__name__ for each in events]


async def test_an_order_lives_from_wish_to_rating_and_closes_by_its_timer() -> None:
    living = await open_for_business()
    begun = len(await living.told())
    await living.ask(offer, community)
    await living.ask(AcceptTask(task_id=TASK, volunteer_id=LI), volunteer(LI))
    living.now = END
    at = CheckMethod.QR
    check_in = CheckIn(task_id=TASK, volunteer_id=LI, method=at)
    await living.ask(check_in, volunteer(LI), at=START)
    await living.ask(CheckOut(task_id=TASK, volunteer_id=LI, method=at), volunteer(LI), at=END)
    await living.ask(ConfirmDelivery(order_id=CHOIR), just(GRAN))
    await living.ask(VerifyHours(volunteer_id=LI, task_id=TASK), community)
    await living.ask(RateOrder(order_id=CHOIR, rater=GRAN, score=5), just(GRAN))
    assert await living.ring(END + 7 * DAY) == []
    assert await living.ring(END + 8 * DAY) == ["LapseRatingWindow"]
    assert names((await living.told())[begun:]) == [
        "TaskOffered",
        "OrderDispatched",
        "TaskAccepted",
        "TaskFilled",
        "OrderAccepted",
        "VolunteerCheckedIn",
        "VolunteerCheckedOut",
        "OrderDelivered",
        "HoursVerified",
        "OrderRated",
        "OrderClosed",
    ]


async def test_a_inv_2_with_nobody_answering_timers_carry_the_offer_to_its_end() -> None:
    living = await open_for_business()
    begun = len(await living.told())
    await living.ask(offer, community)
    for day in (1, 2, 3):
        assert await living.ring(NOON + day * DAY) == ["ExpireOffer"]
    assert await living.ring(NOON + 30 * DAY) == []
    assert names((await living.told())[begun:]) == [
        "TaskOffered",
        "OrderDispatched",
        *("TaskOfferExpired", "TaskOffered", "OrderDispatched"),
        *("TaskOfferExpired", "TaskOffered", "OrderDispatched"),
        *("TaskOfferExpired", "TaskUnfilled", "OrderUnfilled"),
    ]


async def test_an_unfilled_order_is_offered_anew_and_not_twice_at_once() -> None:
    living = await open_for_business()
    await living.ask(offer, community)
    anew = offer.model_copy(
        update={"task_id": an_id(TaskId, "anew"), "respond_by": NOON + 5 * DAY, "next_groups": ()}
    ).model_copy(update={"pool_until": None})
    with pytest.raises(OrderHasTask):
        await living.ask(anew, community)
    for day in (1, 2, 3):
        await living.ring(NOON + day * DAY)
    await living.ask(anew, community)
    await living.ask(AcceptTask(task_id=anew.task_id, volunteer_id=LI), volunteer(LI))
    assert names(await living.told())[-1] == "OrderAccepted"


async def test_a_inv_7_a_missing_check_out_is_held_by_its_timer() -> None:
    living = await open_for_business()
    await living.ask(offer, community)
    await living.ask(AcceptTask(task_id=TASK, volunteer_id=LI), volunteer(LI))
    living.now = START
    check_in = CheckIn(task_id=TASK, volunteer_id=LI, method=CheckMethod.GEO)
    await living.ask(check_in, volunteer(LI))
    assert await living.ring(END + 2 * HOUR) == []
    assert await living.ring(END + 3 * HOUR) == ["LapseCheckOut"]
    assert names(await living.told())[-2:] == ["CheckOutMissed", "HoursPending"]


async def test_a_cancelled_order_releases_its_task() -> None:
    living = await open_for_business()
    await living.ask(offer, community)
    await living.ask(AcceptTask(task_id=TASK, volunteer_id=LI), volunteer(LI))
    await living.ask(CancelOrder(order_id=CHOIR, reason="不再需要"), just(GRAN))
    assert names(await living.told())[-2:] == ["OrderCancelled", "TaskReleased"]
    assert await living.ring(NOON + 30 * DAY) == []


async def test_hearing_everything_again_changes_nothing() -> None:
    living = await open_for_business()
    await living.ask(offer, community)
    await living.ask(DeclineTask(task_id=TASK, volunteer_id=LI), volunteer(LI))
    await living.ask(AcceptTask(task_id=TASK, volunteer_id=WU), volunteer(WU))
    before = await living.told()
    await living.hear(again=True)
    assert await living.told() == before


async def test_an_order_that_has_not_heard_yet_asks_for_patience_and_then_hears() -> None:
    living = await open_for_business()
    await living.ask(offer, community)
    taken = AcceptTask(task_id=TASK, volunteer_id=LI)
    ask = Ask(command=taken, command_id=an_id(TaskId, "quick"), principal=volunteer(LI))
    await living.execution(ask)
    cancel = CancelOrder(order_id=CHOIR, reason="不再需要")
    with pytest.raises(OrderIsCatchingUp):
        await living.ask(cancel, just(GRAN))
    await living.hear()
    await living.ask(cancel, just(GRAN))
    assert names(await living.told())[-3:] == ["OrderAccepted", "OrderCancelled", "TaskReleased"]


async def test_one_person_is_one_volunteer_and_may_come_back() -> None:
    living = await open_for_business()
    again = join(LI).model_copy(update={"volunteer_id": an_id(VolunteerId, "li again")})
    with pytest.raises(PersonIsVolunteer):
        await living.ask(again, community)
    await living.ask(LeaveVolunteering(volunteer_id=LI), volunteer(LI))
    await living.ask(again, community)
    assert names(await living.told())[-2:] == ["VolunteerLeft", "VolunteerRegistered"]
