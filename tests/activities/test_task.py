"""How volunteers are invited and what they answer."""

from datetime import timedelta

import pytest

from services.activities.orders import task
from services.activities.orders.refusals import OrderUnknown, TimesOutOfOrder
from services.activities.orders.task_refusals import (
    AgreementMissing,
    HasAccepted,
    NobodyInvited,
    NotAccepted,
    NotEligible,
    NotInvited,
    OfferHasExpired,
    OfferStillOpen,
    OrderHasTask,
    OrderNotApproved,
    TaskAlreadyOffered,
    TaskHasBegun,
    TaskIsFull,
    TaskIsOver,
    TaskUnknown,
)
from services.activities.people.refusals import CoalitionUnknown
from services.contracts.activities.commands.tasks import (
    AcceptTask,
    CancelAcceptance,
    DeclineTask,
    ExpireOffer,
    OfferTask,
    ReleaseTask,
)
from services.contracts.activities.events import activities_events
from services.contracts.activities.events.people import VolunteerSuspended
from services.contracts.activities.events.tasks import (
    AcceptanceCancelled,
    TaskAccepted,
    TaskDeclined,
    TaskFilled,
    TaskOffered,
    TaskOfferExpired,
    TaskReleased,
    TaskUnfilled,
)
from services.contracts.activities.words import (
    Audience,
    CandidateGroup,
    OfferedTo,
    RiskLevel,
    UnwillingReason,
)
from services.contracts.ids import VolunteerId
from services.kernel import CancelTimer, Release, SetTimer, Take
from tests.activities.cast import (
    ANSWER_BY,
    CHOIR,
    END,
    LI,
    POOL_UNTIL,
    START,
    TASK,
    WU,
    XU,
    YU,
    after,
    approved,
    comes,
    filled,
    offered,
    placed,
    registered,
)
from tests.scenario import NOON, Scenario

HOUR, SECOND = timedelta(hours=1), timedelta(seconds=1)
MIDWAY = ANSWER_BY + 12 * HOUR

street = after(placed, approved)
given = Scenario(task.decider, activities_events, street).given

offer = OfferTask(
    task_id=TASK,
    order_id=CHOIR,
    to=OfferedTo.VOLUNTEER,
    candidates=(LI,),
    respond_by=ANSWER_BY,
    pool_until=POOL_UNTIL,
    starts_at=START,
    ends_at=END,
)


def offer_with(**changed: object) -> OfferTask:
    return offer.model_copy(update=changed)


def offered_with(**changed: object) -> TaskOffered:
    return offered.model_copy(update=changed)


def yes(who: VolunteerId, agreement: str | None = None) -> AcceptTask:
    return AcceptTask(task_id=TASK, volunteer_id=who, agreement_ref=agreement)


def no(who: VolunteerId) -> DeclineTask:
    return DeclineTask(task_id=TASK, volunteer_id=who)


def said_no(who: VolunteerId) -> TaskDeclined:
    return TaskDeclined(task_id=TASK, order_id=CHOIR, volunteer_id=who, reason=None)


def expired(attempt: int) -> TaskOfferExpired:
    return TaskOfferExpired(task_id=TASK, order_id=CHOIR, attempt=attempt)


def unfilled(attempts: int, accepted: int = 0) -> TaskUnfilled:
    return TaskUnfilled(task_id=TASK, order_id=CHOIR, attempts=attempts, accepted=accepted)


def cannot(who: VolunteerId) -> CancelAcceptance:
    return CancelAcceptance(task_id=TASK, volunteer_id=who, reason=UnwillingReason.UNWELL)


def could_not(who: VolunteerId, hours: int) -> AcceptanceCancelled:
    return AcceptanceCancelled(
        task_id=TASK,
        order_id=CHOIR,
        volunteer_id=who,
        notice_hours=hours,
        reason=UnwillingReason.UNWELL,
    )


def time_out(attempt: int) -> ExpireOffer:
    return ExpireOffer(task_id=TASK, attempt=attempt)


to_all = offered_with(attempt=2, to=OfferedTo.OPEN_POOL, candidates=(), respond_by=POOL_UNTIL)
team = CandidateGroup(to=OfferedTo.TEAM, candidates=(WU, XU), respond_by=MIDWAY)
with_team = offered_with(next_groups=(team,))
to_team = offered_with(
    attempt=2, to=OfferedTo.TEAM, candidates=tuple(sorted((WU, XU))), respond_by=MIDWAY
)
released = TaskReleased(task_id=TASK, order_id=CHOIR)


def test_an_approved_order_is_offered_once() -> None:
    given().when(offer).then(offered)
    given(offered).when(offer).refused(TaskAlreadyOffered)


def test_only_an_approved_order_is_offered() -> None:
    waiting = Scenario(task.decider, activities_events, after(placed))
    waiting.given().when(offer).refused(OrderNotApproved)
    nothing = Scenario(task.decider, activities_events, after())
    nothing.given().when(offer).refused(OrderUnknown)


def test_an_order_has_one_task_at_a_time() -> None:
    held = Take(scope="task-of-order", key=str(CHOIR), refusal=OrderHasTask)
    free = Release(scope="task-of-order", key=str(CHOIR))
    assert task.decider.claims(offered) == [held]
    assert task.decider.claims(unfilled(2)) == [free]
    assert task.decider.claims(released) == [free]
    assert task.decider.claims(filled) == []


@pytest.mark.parametrize(
    "changed",
    [
        {"ends_at": START},
        {"ends_at": START + timedelta(hours=25)},
        {"respond_by": NOON},
        {"respond_by": START + SECOND, "pool_until": None},
        {"pool_until": ANSWER_BY - SECOND},
        {"pool_until": START + SECOND},
        {"next_groups": (team.model_copy(update={"respond_by": ANSWER_BY - SECOND}),)},
    ],
)
def test_the_times_of_an_offer_follow_one_another(changed: dict[str, object]) -> None:
    given().when(offer_with(**changed)).refused(TimesOutOfOrder)


def test_without_a_word_the_pool_is_open_until_it_begins() -> None:
    given().when(offer_with(pool_until=None)).then(offered_with(pool_until=START))


def test_a_coalition_means_its_members_who_may_serve() -> None:
    everyone = tuple(sorted((LI, WU, XU)))
    to_silver = offer_with(to=OfferedTo.COALITION, coalition_id="silver", candidates=())
    told = offered_with(to=OfferedTo.COALITION, coalition_id="silver", candidates=everyone)
    given().when(to_silver).then(told)
    resting = after(placed, approved, VolunteerSuspended(volunteer_id=WU, reason="休养"))
    told = told.model_copy(update={"candidates": tuple(sorted((LI, XU)))})
    Scenario(task.decider, activities_events, resting).given().when(to_silver).then(told)
    golden = to_silver.model_copy(update={"coalition_id": "golden"})
    given().when(golden).refused(CoalitionUnknown)


def test_somebody_is_invited_or_everybody() -> None:
    given().when(offer_with(candidates=())).refused(NobodyInvited)
    all_at_once = offer_with(to=OfferedTo.OPEN_POOL, candidates=())
    told = offered_with(to=OfferedTo.OPEN_POOL, candidates=(), pool_until=ANSWER_BY)
    given().when(all_at_once).then(told)


def test_who_does_not_meet_what_the_task_asks_is_not_invited() -> None:
    given().when(offer_with(candidates=(YU,))).refused(NotEligible)
    young = placed.model_copy(update={"audience": Audience.CHILD})
    with_children = Scenario(task.decider, activities_events, after(young, approved))
    with_children.given().when(offer).refused(NotEligible)


def test_high_risk_asks_for_a_signed_agreement() -> None:
    risky = approved.model_copy(update={"risk_level": RiskLevel.HIGH})
    street = after(placed, risky)
    pool = offer_with(to=OfferedTo.OPEN_POOL, candidates=())
    told = offered_with(
        to=OfferedTo.OPEN_POOL,
        candidates=(),
        pool_until=ANSWER_BY,
        agreement_needed=True,
        risk_level=RiskLevel.HIGH,
    )
    Scenario(task.decider, activities_events, street).given().when(pool).then(told)
    asked = offered_with(agreement_needed=True)
    given(asked).when(yes(LI)).refused(AgreementMissing)
    signed = TaskAccepted(task_id=TASK, order_id=CHOIR, volunteer_id=LI, agreement_ref="协议-1")
    given(asked).when(yes(LI, "协议-1")).then(signed, filled)


def test_a_inv_1_only_acceptance_binds() -> None:
    given(offered).when(yes(LI)).then(comes(LI), filled)
    given(offered, comes(LI), filled).when(yes(LI)).then()


def test_a_inv_1_declining_owes_no_reason_and_can_be_taken_back() -> None:
    two = offered_with(candidates=(LI, WU))
    given(two).when(no(LI)).then(said_no(LI))
    given(two, said_no(LI)).when(no(LI)).then()
    given(two, said_no(LI)).when(yes(LI)).then(comes(LI), filled)


def test_a_inv_1_a_decliner_is_invited_to_the_open_pool_like_everyone() -> None:
    given(offered, said_no(LI), to_all).when(yes(LI)).then(comes(LI), filled)


def test_places_are_filled_one_by_one_and_no_further() -> None:
    two = offered_with(candidates=(LI, WU, XU), needed=2)
    both = TaskFilled(task_id=TASK, order_id=CHOIR, volunteer_ids=(LI, WU))
    given(two).when(yes(LI)).then(comes(LI))
    given(two, comes(LI)).when(yes(WU)).then(comes(WU), both)
    full = given(two, comes(LI), comes(WU), both)
    full.when(yes(XU)).refused(TaskIsFull)
    full.when(no(XU)).then()
    full.when(no(WU)).refused(HasAccepted)


def test_only_who_is_invited_answers_and_in_time() -> None:
    given(offered).when(yes(WU)).refused(NotInvited)
    given(offered).when(no(WU)).refused(NotInvited)
    given(offered).when(yes(LI), at=ANSWER_BY).refused(OfferHasExpired)
    given(offered).when(no(LI), at=ANSWER_BY).refused(OfferHasExpired)
    given(to_all).when(yes(YU)).refused(NotEligible)


def test_a_inv_2_when_all_have_declined_the_next_are_asked_at_once() -> None:
    given(with_team).when(no(LI)).then(said_no(LI), to_team)
    given(offered).when(no(LI)).then(said_no(LI), to_all)


def test_a_inv_2_an_expired_offer_goes_to_the_next_group_then_to_all_then_ends() -> None:
    given(with_team).when(time_out(1), at=ANSWER_BY).then(expired(1), to_team)
    third = to_all.model_copy(update={"attempt": 3})
    so_far = given(with_team, expired(1), to_team)
    so_far.when(time_out(2), at=MIDWAY).then(expired(2), third)
    at_last = given(with_team, expired(1), to_team, expired(2), third)
    at_last.when(time_out(3), at=POOL_UNTIL).then(expired(3), unfilled(3))


def test_a_inv_2_a_group_without_anybody_fit_is_passed_over() -> None:
    nobody = CandidateGroup(to=OfferedTo.TEAM, candidates=(YU,), respond_by=MIDWAY)
    given(offered_with(next_groups=(nobody,))).when(no(LI)).then(
        said_no(LI), to_all.model_copy(update={"next_groups": ()})
    )


def test_a_inv_2_a_group_whose_time_has_passed_is_passed_over() -> None:
    given(with_team).when(time_out(1), at=MIDWAY).then(expired(1), to_all)


def test_a_inv_2_who_has_answered_is_not_asked_by_name_again() -> None:
    both = CandidateGroup(to=OfferedTo.TEAM, candidates=(LI, WU), respond_by=MIDWAY)
    told = offered_with(attempt=2, to=OfferedTo.TEAM, candidates=(WU,), respond_by=MIDWAY)
    given(offered_with(next_groups=(both,))).when(no(LI)).then(said_no(LI), told)


def test_a_inv_2_too_few_is_unfilled_and_frees_who_accepted() -> None:
    two = offered_with(candidates=(LI,), needed=2)
    pool = to_all.model_copy(update={"needed": 2})
    given(two).when(yes(LI)).then(comes(LI), pool)
    ended = given(two, comes(LI), pool)
    ended.when(time_out(2), at=POOL_UNTIL).then(expired(2), unfilled(2, accepted=1))


def test_a_stale_timer_changes_nothing_and_an_early_one_waits() -> None:
    given(offered, said_no(LI), to_all).when(time_out(1), at=POOL_UNTIL).then()
    given(offered).when(time_out(1), at=ANSWER_BY - SECOND).refused(OfferStillOpen)
    given(offered, comes(LI), filled).when(time_out(1), at=ANSWER_BY).then()


def test_who_cannot_come_after_all_says_so_and_the_place_is_offered_again() -> None:
    full = given(with_team, comes(LI), filled)
    full.when(cannot(LI), at=NOON).then(could_not(LI, 189), to_team)
    given(offered, comes(LI), filled).when(cannot(LI), at=NOON).then(could_not(LI, 189), to_all)


def test_after_the_pool_has_closed_a_freed_place_is_open_to_all_until_the_beginning() -> None:
    at = POOL_UNTIL + HOUR
    until_start = to_all.model_copy(update={"respond_by": START})
    given(offered, comes(LI), filled).when(cannot(LI), at=at).then(could_not(LI, 24), until_start)


def test_a_freed_place_in_an_open_round_stays_in_that_round() -> None:
    two = offered_with(candidates=(LI, WU, XU), needed=2)
    given(two, comes(LI)).when(cannot(LI), at=NOON).then(could_not(LI, 189))


def test_once_it_has_begun_an_acceptance_stands() -> None:
    full = given(offered, comes(LI), filled)
    full.when(cannot(LI), at=START).refused(TaskHasBegun)
    full.when(cannot(LI), at=START - SECOND).then(
        could_not(LI, 0), to_all.model_copy(update={"respond_by": START})
    )
    full.when(cannot(WU)).refused(NotAccepted)


def test_a_cancelled_order_lets_its_volunteers_go() -> None:
    release = ReleaseTask(task_id=TASK)
    given(offered).when(release).then(released)
    given(offered, comes(LI), filled).when(release).then(released)
    given(offered, released).when(release).then()
    given(offered, released).when(yes(LI)).refused(TaskIsOver)
    given(offered, released).when(cannot(LI)).refused(TaskIsOver)
    given(offered, unfilled(1)).when(no(LI)).refused(TaskIsOver)


def test_nobody_answers_to_a_task_that_was_never_offered() -> None:
    given().when(yes(LI)).refused(TaskUnknown)


def test_every_round_sets_the_timer_that_the_end_of_asking_cancels() -> None:
    assert task.decider.deadlines(to_team) == [
        SetTimer(name="offer", due_at=MIDWAY, command=time_out(2))
    ]
    for end in (filled, unfilled(1), released):
        assert task.decider.deadlines(end) == [CancelTimer(name="offer")]


def test_a_newly_registered_volunteer_can_be_invited() -> None:
    grown = Scenario(task.decider, activities_events, after(placed, approved, registered(YU)))
    told = offered_with(candidates=(YU,))
    grown.given().when(offer_with(candidates=(YU,))).then(told)
