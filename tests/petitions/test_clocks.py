"""How long each thing may take, and from when it is counted."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from services.contracts.petitions.clocks import Clock, ClockKind
from services.contracts.petitions.commands.clocks import RecalculateDeadline
from services.contracts.petitions.commands.handling import DispatchPetition
from services.contracts.petitions.commands.petition import AcceptPetition
from services.contracts.petitions.events import petitions_events
from services.contracts.petitions.events.calendars import WorkCalendarPublished
from services.contracts.petitions.events.clocks import DeadlineRecalculated
from services.contracts.petitions.events.petition import PetitionEvent
from services.contracts.petitions.words import Regime, TopicClass, Urgency
from services.petitions.hall import petition
from services.petitions.hall.refusals_clocks import MajorNeedsDueDate, NoSuchClock
from services.petitions.surroundings import evolve
from tests.petitions.cast import (
    DISPATCH,
    DUE,
    LAMP,
    accepted,
    anonymous,
    answered,
    classified,
    given,
    handling_clock,
    officer,
    registered,
    street,
)
from tests.scenario import NOON, Scenario

accept = AcceptPetition(petition_id=LAMP)
dispatch = DispatchPetition(petition_id=LAMP, dispatch_id=DISPATCH, lead_org="URBAN")
recalculate = RecalculateDeadline(petition_id=LAMP, kind=ClockKind.HANDLING, reason="放假安排调整")

holiday = WorkCalendarPublished(
    year=2024,
    edition=1,
    holidays=(date(2024, 11, 7),),
    make_up_workdays=(date(2024, 11, 10),),
    source="测试",
    provisional=False,
    reason=None,
)


def so(event: PetitionEvent, **changes: Any) -> PetitionEvent:
    return event.model_copy(update=changes)


def handling(*history: PetitionEvent, at: datetime = NOON) -> Clock:
    """The handling clock that this acceptance or dispatch starts."""
    asked = accept if history[-1].__class__ is not type(accepted) else dispatch
    (told,) = given(*history).when(asked, at=at).events
    clock: Clock = told.clocks[-1]  # type: ignore[attr-defined] # both carry clocks
    return clock


def topic(kind: TopicClass) -> PetitionEvent:
    return so(classified, topic_class=kind)


@pytest.mark.parametrize(
    ("history", "due", "rule"),
    [
        ((registered,), datetime(2024, 11, 11, 16, tzinfo=UTC), "P-LAW-15"),
        ((registered, classified), datetime(2024, 11, 11, 16, tzinfo=UTC), "P-LAW-15"),
        (
            (registered, topic(TopicClass.DIFFICULT)),
            datetime(2024, 11, 25, 16, tzinfo=UTC),
            "DIFFICULT",
        ),
        ((so(registered, regime=Regime.FORMAL),), datetime(2025, 1, 3, 16, tzinfo=UTC), "P-LAW-5"),
        (
            (so(registered, upstream_due_at=datetime(2024, 11, 11, 4, tzinfo=UTC)),),
            datetime(2024, 11, 8, 4, tzinfo=UTC),
            "UPSTREAM",
        ),
    ],
    ids=["nobody has judged it", "practical", "difficult", "formal", "hotline"],
)
def test_p_law_15_the_kind_of_matter_says_how_long_it_may_take(
    history: tuple[PetitionEvent, ...], due: datetime, rule: str
) -> None:
    clock = handling(*history)
    assert (clock.due_at, clock.rule_ref) == (due, rule)


def test_a_major_matter_is_accepted_with_its_own_date() -> None:
    major = topic(TopicClass.MAJOR)
    given(registered, major).when(accept).refused(MajorNeedsDueDate)
    (told,) = given(registered, major).when(so_asked(DUE)).events
    assert told.clocks[-1] == handling_clock  # type: ignore[attr-defined] # an acceptance


def so_asked(due: datetime) -> AcceptPetition:
    return AcceptPetition(petition_id=LAMP, due_at=due)


def test_a_date_that_is_promised_governs_only_where_it_is_earlier() -> None:
    late = given(registered).when(so_asked(datetime(2024, 12, 1, tzinfo=UTC))).events[0]
    assert late.due_at == datetime(2024, 11, 11, 16, tzinfo=UTC)  # type: ignore[attr-defined]
    assert given(registered).when(so_asked(DUE)).events == (accepted,)


def test_p_law_14_handling_is_counted_from_the_dispatch() -> None:
    (told,) = given(registered).when(accept).events
    wednesday = datetime(2024, 11, 6, 4, tzinfo=UTC)
    later = handling(registered, told, at=wednesday)  # type: ignore[arg-type] # an acceptance
    assert later.due_at == datetime(2024, 11, 13, 16, tzinfo=UTC)
    assert later.start_at == wednesday


def test_p_law_5_a_formal_petition_is_counted_from_its_acceptance_alone() -> None:
    formal = so(registered, regime=Regime.FORMAL)
    (told,) = given(formal).when(accept).events
    later = handling(formal, told, at=datetime(2024, 11, 20, 4, tzinfo=UTC))  # type: ignore[arg-type]
    assert later.due_at == datetime(2025, 1, 3, 16, tzinfo=UTC)


def test_whoever_is_in_need_is_contacted_within_two_hours_and_nobody_cannot_be() -> None:
    urgent = given(so(registered, urgency=Urgency.URGENT)).when(accept).events[0]
    contact = urgent.clocks[0]  # type: ignore[attr-defined] # an acceptance
    assert (contact.kind, contact.due_at) == (
        ClockKind.FIRST_CONTACT,
        datetime(2024, 11, 4, 6, tzinfo=UTC),
    )
    nobody = given(anonymous).when(accept).events[0]
    assert [each.kind for each in nobody.clocks] == [  # type: ignore[attr-defined]
        ClockKind.HANDLING
    ]


def test_r_inv_6_another_calendar_moves_a_date_only_when_it_is_asked_for_with_a_reason() -> None:
    before = given(registered).when(accept).events
    clock = before[0].clocks[-1]  # type: ignore[attr-defined] # an acceptance
    after = Scenario(petition.decider, petitions_events, evolve(street, holiday)).given
    given(registered, *before).when(recalculate, by=officer).then()
    # Thursday the 7th is off, Sunday the 10th is worked: the fifth day is Monday all the same.
    after(registered, *before).when(recalculate, by=officer).then()
    longer = evolve(street, so_off(holiday))
    moved = Scenario(petition.decider, petitions_events, longer).given
    due = datetime(2024, 11, 12, 16, tzinfo=UTC)
    renewed = clock.model_copy(
        update={"due_at": due, "warn_at": datetime(2024, 11, 11, 16, tzinfo=UTC)}
    )
    moved(registered, *before).when(recalculate, by=officer).then(
        DeadlineRecalculated(
            petition_id=LAMP,
            clock=renewed,
            due_before=clock.due_at,
            governing_due_at=due,
            reason="放假安排调整",
        )
    )
    given(*answered).when(recalculate).refused(NoSuchClock)


def so_off(calendar: WorkCalendarPublished) -> WorkCalendarPublished:
    """The same holiday, and no day made up for it."""
    return calendar.model_copy(update={"edition": 2, "make_up_workdays": ()})
