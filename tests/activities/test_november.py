"""November 2024 (domain §4.6), entered afterwards by ordinary people with ordinary rights."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

from services.contracts.activities.commands.hours import RevokeHours, VerifyHours
from services.contracts.activities.commands.orders import (
    ApproveOrder,
    CancelOrder,
    CloseOrder,
    ConfirmDelivery,
    PlaceOrder,
    RateOrder,
    RejectOrder,
)
from services.contracts.activities.commands.people import (
    FormCoalition,
    RecordBackgroundCheck,
    RegisterVolunteer,
)
from services.contracts.activities.commands.tasks import (
    AcceptTask,
    CheckIn,
    CheckOut,
    DeclineTask,
    ExpireOffer,
    OfferTask,
)
from services.contracts.activities.events.hours import HoursRevoked, HoursVerified
from services.contracts.activities.events.orders import OrderRated
from services.contracts.activities.events.people import VolunteerRegistered
from services.contracts.activities.words import (
    AgeBand,
    Audience,
    CheckMethod,
    LocationKind,
    OfferedTo,
    RiskLevel,
)
from services.contracts.ids import OrderId, PersonId, TaskId, VolunteerId
from tests.activities.cast import clerk, community, just, officer, person_of, volunteer, words
from tests.activities.living import Living, the_street
from tests.scenario import STREET, an_id

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MINUTE = timedelta(minutes=1)
ENTERED = datetime(2024, 12, 20, tzinfo=UTC)
COALITIONS = {
    Audience.SENIOR: ("silver", "银发联盟", 120),
    Audience.CHILD: ("fledgling", "雏鹰行动", 80),
    Audience.YOUTH: ("jin", "津新力量", 60),
}
WISHES = [Audience.SENIOR] * 28 + [Audience.CHILD] * 22 + [Audience.YOUTH] * 10
REJECTED, UNFILLED, CANCELLED = {0, 28, 50}, {1, 29, 51}, {2, 30}
STARS = [5] * 30 + [4] * 10 + [3] * 3 + [1]
SECOND_HELPERS = 47
"""Of 52 delivered orders so many had two volunteers: 99 check-ins."""


def helper(audience: Audience, n: int) -> VolunteerId:
    return an_id(VolunteerId, f"{audience}/{n}")


class November:
    """The month, entered order by order."""

    def __init__(self) -> None:
        self.living = Living(ENTERED)
        self.delivered = 0
        self.asked_of: Counter[Audience] = Counter()

    async def people(self) -> None:
        await self.living.hear_the_hall(*the_street)
        begin = datetime(2024, 10, 1, tzinfo=UTC)
        for audience, (code, name, size) in COALITIONS.items():
            form = FormCoalition(coalition_id=code, name=name, audience=audience, org_id=STREET)
            await self.living.ask(form, officer, at=begin)
            for n in range(size):
                await self.living.ask(self._joins(audience, code, n), community, at=begin)
        for n in range(COALITIONS[Audience.CHILD][2]):
            check = RecordBackgroundCheck(
                volunteer_id=helper(Audience.CHILD, n), passed=True, checked_on=date(2024, 9, 20)
            )
            await self.living.ask(check, community, at=begin)

    def _joins(self, audience: Audience, code: str, n: int) -> RegisterVolunteer:
        who = helper(audience, n)
        return RegisterVolunteer(
            volunteer_id=who,
            person=person_of(who),
            org_id="C1",
            age_band=AgeBand.ADULT,
            coalition_ids=(code,),
            party_member=n < 15,
            name=words(person_of(who)),
        )

    def _next(self, audience: Audience) -> VolunteerId:
        self.asked_of[audience] += 1
        return helper(audience, self.asked_of[audience] - 1)

    async def order(self, n: int) -> None:
        ask, audience = self.living.ask, WISHES[n]
        which, resident = an_id(OrderId, str(n)), an_id(PersonId, f"resident {n}")
        begins = datetime(2024, 11, 3 + n % 26, 1, tzinfo=UTC)
        place = PlaceOrder(
            order_id=which,
            resident=resident,
            estate_id="E01",
            station_id="S01",
            free_text=words(resident),
            audience=audience,
            location=LocationKind.STATION,
        )
        await ask(place, clerk if n % 2 else just(resident), at=begins - 3 * DAY)
        if n in REJECTED:
            no = RejectOrder(order_id=which, reason="超出服务范围")
            await ask(no, community, at=begins - 2 * DAY)
            return
        fine = ApproveOrder(order_id=which, order_category="CULTURE", risk_level=RiskLevel.LOW)
        await ask(fine, community, at=begins - 2 * DAY)
        two = n not in UNFILLED | CANCELLED and self.delivered < SECOND_HELPERS
        team = [self._next(audience) for _ in range(1 + two)]
        offer = OfferTask(
            task_id=an_id(TaskId, str(n)),
            order_id=which,
            to=OfferedTo.TEAM,
            candidates=tuple(team),
            needed=len(team),
            respond_by=begins - DAY,
            pool_until=begins - 12 * HOUR,
            starts_at=begins,
            ends_at=begins + 2 * HOUR,
        )
        await ask(offer, community, at=begins - 2 * DAY)
        if n in UNFILLED:
            decline = DeclineTask(task_id=offer.task_id, volunteer_id=team[0])
            await ask(decline, volunteer(team[0]), at=begins - 40 * HOUR)
            expire = ExpireOffer(task_id=offer.task_id, attempt=2)
            await ask(expire, community, at=begins - 12 * HOUR)
            return
        for who in team:
            yes = AcceptTask(task_id=offer.task_id, volunteer_id=who)
            await ask(yes, volunteer(who), at=begins - 30 * HOUR)
        if n in CANCELLED:
            stop = CancelOrder(order_id=which, reason="临时有事")
            await ask(stop, just(resident), at=begins - 20 * HOUR)
            return
        await self._serve(offer, team, resident)

    async def _serve(self, offer: OfferTask, team: list[VolunteerId], resident: PersonId) -> None:
        ask, task = self.living.ask, offer.task_id
        begins, ends = offer.starts_at, offer.ends_at
        self.delivered = n = self.delivered + 1
        for who in team:
            here = CheckIn(task_id=task, volunteer_id=who, method=CheckMethod.QR)
            await ask(here, volunteer(who), at=begins)
            second = who is not team[0]
            if second and n in (46, 47):
                continue  # these two forget to check out
            # Of 96 that count, 18 leave a little early: 105 minutes instead of 120.
            early = second and 27 <= n <= 44
            left = ends - 5 * MINUTE if early else ends
            gone = CheckOut(task_id=task, volunteer_id=who, method=CheckMethod.QR)
            await ask(gone, volunteer(who), at=left)
        await ask(ConfirmDelivery(order_id=offer.order_id), just(resident), at=ends)
        for who in team:
            verify = VerifyHours(volunteer_id=who, task_id=task)
            await ask(verify, community, at=ends + DAY)
        if n == 45:
            revoke = RevokeHours(volunteer_id=team[-1], task_id=task, reason="代签")
            await ask(revoke, officer, at=ends + 2 * DAY)
        if n <= len(STARS):
            rate = RateOrder(order_id=offer.order_id, rater=resident, score=STARS[n - 1])
            await ask(rate, just(resident), at=ends + DAY)
        await ask(CloseOrder(order_id=offer.order_id), clerk, at=ends + 9 * DAY)


async def test_the_demonstrations_november_comes_out_exactly() -> None:
    month = November()
    await month.people()
    for n in range(len(WISHES)):
        await month.order(n)
    told = await month.living.told()
    count = Counter(type(each).__name__ for each in told)
    members = [each for each in told if isinstance(each, VolunteerRegistered)]
    assert (len(members), sum(each.party_member for each in members)) == (260, 45)
    orders = ("OrderPlaced", "OrderApproved", "OrderRejected", "OrderUnfilled", "OrderCancelled")
    assert [count[name] for name in orders] == [60, 57, 3, 3, 2]
    ends = ("OrderAccepted", "OrderDelivered", "OrderRated", "OrderClosed")
    assert [count[name] for name in ends] == [54, 52, 44, 52]
    scores = [each.score for each in told if isinstance(each, OrderRated)]
    assert round(float(Fraction(sum(scores), len(scores))), 2) == 4.55
    assert count["ImprovementItemOpened"] == 1
    credited = sum(each.minutes for each in told if isinstance(each, HoursVerified))
    revoked = sum(each.minutes for each in told if isinstance(each, HoursRevoked))
    assert (credited - revoked, credited) == (11_250, 11_370)
    assert [count[name] for name in ("HoursVerified", "HoursPending", "HoursRevoked")] == [97, 2, 1]
    assert await month.living.ring(ENTERED + 2 * DAY) == ["LapseCheckOut", "LapseCheckOut"]
    assert Counter(type(each).__name__ for each in await month.living.told()) == count + Counter(
        {"CheckOutMissed": 2}
    )
