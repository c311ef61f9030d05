"""A clock runs out: it is told once, and only if what it waits for has not happened."""

from datetime import UTC, datetime, timedelta

from services.contracts.ids import WhistleId
from services.contracts.petitions.clocks import ClockKind, SupervisionLevel, SupervisionTrigger
from services.contracts.petitions.commands.clocks import (
    ApproachDeadline,
    BreachDeadline,
    CloseSupervision,
    OpenSupervision,
    SuperviseSilence,
)
from services.contracts.petitions.commands.petition import AcceptPetition
from services.contracts.petitions.commands.whistle import (
    BlowWhistle,
    ProposeWhistle,
    ScreenWhistle,
)
from services.contracts.petitions.events import petitions_events
from services.contracts.petitions.events.clocks import (
    DeadlineApproached,
    DeadlineBreached,
    SupervisionClosed,
    SupervisionOpened,
)
from services.contracts.petitions.events.duplicates import DuplicateJoined, PetitionMerged
from services.contracts.petitions.words import MergeBasis, TopicClass
from services.kernel import CancelTimer, SetTimer
from services.petitions.hall import overdue
from services.petitions.hall.refusals import PetitionIsClosed
from services.petitions.hall.refusals_clocks import AlreadySupervised, NotSupervised
from tests.petitions.cast import (
    ADA,
    DUE,
    LAMP,
    LIFT,
    SOON,
    accepted,
    answered,
    callback_clock,
    called,
    classified,
    clerk,
    closed,
    community,
    contact_clock,
    decision_clock,
    dispatched,
    given,
    id_of,
    in_hand,
    officer,
    registered,
    replied,
    resident,
    second_clerk,
    words,
)
from tests.petitions.hall_at_work import a_street
from tests.petitions.test_registering import register
from tests.scenario import NOON, STREET, an_id

over = BreachDeadline(petition_id=LAMP, kind=ClockKind.HANDLING)
soon = ApproachDeadline(petition_id=LAMP, kind=ClockKind.HANDLING)
breached = DeadlineBreached(
    petition_id=LAMP, clock_id="HANDLING-1", kind=ClockKind.HANDLING, due_at=DUE
)
difficult = classified.model_copy(update={"topic_class": TopicClass.DIFFICULT})
supervised = SupervisionOpened(
    petition_id=LAMP,
    level=SupervisionLevel.NORMAL,
    trigger=SupervisionTrigger.OVERDUE,
    clock_id="HANDLING-1",
    reason=None,
)


def test_what_is_not_answered_in_time_is_told_to_be_overdue_once() -> None:
    given(*in_hand).when(over, at=DUE).then(breached)
    given(*in_hand, breached).when(over, at=DUE).then()
    given(*in_hand).when(over, at=DUE - timedelta(seconds=1)).then()
    given(*answered).when(over, at=DUE).then()


def test_it_is_told_to_be_due_soon_while_there_is_time() -> None:
    told = DeadlineApproached(
        petition_id=LAMP, clock_id="HANDLING-1", kind=ClockKind.HANDLING, due_at=DUE
    )
    given(*in_hand).when(soon, at=SOON).then(told)
    given(*in_hand).when(soon, at=DUE).then()
    given(*answered).when(soon, at=SOON).then()


def test_p_inv_14_a_difficult_petition_overdue_is_supervised() -> None:
    given(*in_hand, difficult).when(over, at=DUE).then(breached, supervised)
    given(*in_hand, difficult, supervised).when(over, at=DUE).then(breached)


def test_p_inv_5_a_members_date_is_the_leads_and_its_own_timer_says_nothing() -> None:
    joined = DuplicateJoined(
        petition_id=LAMP, member_id=LIFT, member_due_at=SOON, governing_due_at=SOON
    )
    earlier = breached.model_copy(update={"due_at": SOON})
    given(*in_hand, joined).when(over, at=SOON).then(earlier)
    merged = PetitionMerged(
        petition_id=LAMP,
        lead_id=LIFT,
        basis=MergeBasis.SAME_MATTER,
        proposed_by=id_of(clerk),
        confirmed_by=id_of(second_clerk),
    )
    given(registered, accepted, merged).when(over, at=DUE).then()
    sent = dispatched.model_copy(update={"due_at": SOON})
    assert SetTimer(name="HANDLING-over", due_at=SOON, command=over) in overdue.deadlines(sent)
    (timer,) = overdue.deadlines(joined)
    assert timer == SetTimer(name="HANDLING-over", due_at=SOON, command=over)


def test_p_inv_9_the_streets_decision_is_due_in_three_working_days() -> None:
    late = BreachDeadline(petition_id=LAMP, kind=ClockKind.REOPENING_DECISION)
    told = DeadlineBreached(
        petition_id=LAMP,
        clock_id="REOPENING_DECISION-1",
        kind=ClockKind.REOPENING_DECISION,
        due_at=decision_clock.due_at,
    )
    upset = (*answered, called(solved=False))
    given(*upset).when(late, at=decision_clock.due_at).then(told)
    given(*answered, called()).when(late, at=decision_clock.due_at).then()


def test_p_inv_16_an_answer_stops_its_clocks_and_starts_the_call_backs() -> None:
    told = overdue.deadlines(replied)
    cancelled = {each.name for each in told if isinstance(each, CancelTimer)}
    assert cancelled == {
        "FIRST_CONTACT-soon",
        "FIRST_CONTACT-over",
        "HANDLING-soon",
        "HANDLING-over",
    }
    dates = {each.name: each.due_at for each in told if isinstance(each, SetTimer)}
    assert dates == {
        "CALL_BACK-soon": callback_clock.warn_at,
        "CALL_BACK-over": callback_clock.due_at,
    }
    first = {each.name for each in overdue.deadlines(accepted)}
    assert {"FIRST_CONTACT-soon", "FIRST_CONTACT-over", "HANDLING-over"} <= first
    assert all(isinstance(each, CancelTimer) for each in overdue.deadlines(closed))


def open_it(level: SupervisionLevel) -> OpenSupervision:
    return OpenSupervision(
        petition_id=LAMP, level=level, trigger=SupervisionTrigger.REPEATED, reason="多人反映"
    )


def opened(level: SupervisionLevel) -> SupervisionOpened:
    return SupervisionOpened(**vars(open_it(level)), clock_id=None)


def test_p_law_17_supervision_grows_heavier_and_ends_with_a_result() -> None:
    normal, listed = SupervisionLevel.NORMAL, SupervisionLevel.LISTED
    given(*in_hand).when(open_it(normal)).then(opened(normal))
    given(*in_hand, opened(normal)).when(open_it(listed)).then(opened(listed))
    given(*in_hand, opened(listed)).when(open_it(normal)).refused(AlreadySupervised)
    close = CloseSupervision(petition_id=LAMP, result="已办结")
    ended = SupervisionClosed(petition_id=LAMP, result="已办结")
    given(*in_hand, opened(listed)).when(close).then(ended)
    given(*in_hand, opened(listed), ended).when(close).refused(NotSupervised)
    over_and_done = (*answered, called(), closed)
    given(*over_and_done).when(open_it(normal)).refused(PetitionIsClosed)


async def test_a_room_that_stood_still_for_a_week_catches_up_in_order() -> None:
    hall = await a_street()
    await hall.ask(register(), by=resident(ADA))
    await hall.ask(AcceptPetition(petition_id=LAMP, due_at=DUE), by=officer)
    await hall.wait_until(NOON + timedelta(days=8))
    stored = await hall.store.read(STREET, 0, 100)
    told = [
        petitions_events.decode(each.type, each.schema_version, each.body)
        for each in stored
        if each.type in ("DeadlineApproached", "DeadlineBreached")
    ]
    assert told == [
        DeadlineBreached(
            petition_id=LAMP,
            clock_id="FIRST_CONTACT-1",
            kind=ClockKind.FIRST_CONTACT,
            due_at=contact_clock.due_at,
        ),
        breached,
    ]
    await hall.wait_until(datetime(2025, 1, 1, tzinfo=UTC))
    assert len(await hall.store.read(STREET, 0, 100)) == len(stored)


def test_x12_a_department_silent_when_called_puts_the_petition_on_the_list() -> None:
    silence = SuperviseSilence(petition_id=LAMP)
    listed = supervised.model_copy(update={"level": SupervisionLevel.LISTED, "clock_id": None})
    given(*in_hand).when(silence).then(listed)
    given(*in_hand, supervised).when(silence).then(listed)
    given(*in_hand, listed).when(silence).then()
    given(*answered, called(), closed).when(silence).then()


async def test_x12_the_hall_hears_of_the_silence_and_lists_it() -> None:
    hall = await a_street()
    await hall.ask(register(), by=resident(ADA))
    propose = ProposeWhistle(
        whistle_id=an_id(WhistleId),
        petition_id=LAMP,
        departments=("URBAN",),
        matter=words(LAMP, "matter"),
    )
    await hall.ask(propose, by=community)
    await hall.ask(ScreenWhistle(whistle_id=propose.whistle_id, ok=True), by=officer)
    due = NOON + timedelta(hours=3)
    blow = BlowWhistle(whistle_id=propose.whistle_id, departments=("URBAN",), required_by=due)
    await hall.ask(blow, by=officer)
    await hall.wait_until(due)
    assert (await hall.told(propose))[-1] == "DepartmentOverdue"
    assert (await hall.told(SuperviseSilence(petition_id=LAMP)))[-1] == "SupervisionOpened"
