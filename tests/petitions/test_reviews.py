"""A formal answer is reviewed twice at most, each time asked for within thirty days (P-LAW-6)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.contracts.petitions.clocks import Clock, ClockKind, PeriodUnit
from services.contracts.petitions.commands.clocks import BreachDeadline
from services.contracts.petitions.commands.reviews import AskReview, ConcludeReview
from services.contracts.petitions.events.clocks import DeadlineBreached
from services.contracts.petitions.events.reviews import ReviewConcluded, ReviewRequested
from services.contracts.petitions.reviews import ReviewDecision
from services.contracts.petitions.words import Regime
from services.kernel import CancelTimer, SetTimer
from services.petitions.hall import overdue
from services.petitions.hall.refusals import PetitionInHandling
from services.petitions.hall.refusals_reviews import (
    NoReviewUnderWay,
    NotFormal,
    ReviewIsUnderWay,
    ReviewsExhausted,
    ReviewWindowOver,
)
from tests.petitions.cast import (
    ADA,
    LAMP,
    answered,
    called,
    closed,
    given,
    id_of,
    in_hand,
    officer,
    registered,
    resident,
    words,
)
from tests.scenario import NOON

formal = (registered.model_copy(update={"regime": Regime.FORMAL}), *answered[1:])
ask = AskReview(petition_id=LAMP, grounds=words(LAMP, "grounds"))
ANSWER_BY = datetime(2024, 12, 4, 16, tzinfo=UTC)
"""Thirty days from Monday 4 November: Wednesday 4 December, 24:00."""


def requested(level: int) -> ReviewRequested:
    clock = Clock(
        clock_id=f"REVIEW-{level}",
        kind=ClockKind.REVIEW,
        start_at=NOON,
        warn_at=datetime(2024, 12, 3, 16, tzinfo=UTC),
        due_at=ANSWER_BY,
        unit=PeriodUnit.CALENDAR_DAY,
        amount=30,
        rule_ref="P-LAW-6",
    )
    return ReviewRequested(
        petition_id=LAMP,
        level=level,
        grounds=words(LAMP, "grounds"),
        requested_by=ADA,
        clocks=(clock,),
    )


def concluded(level: int, at: datetime = NOON) -> ReviewConcluded:
    return ReviewConcluded(
        petition_id=LAMP,
        level=level,
        decision=ReviewDecision.UPHELD,
        document_ref="复查〔2024〕1号",
        concluded_at=at,
        recorded_by=id_of(officer),
    )


conclude = ConcludeReview(
    petition_id=LAMP, decision=ReviewDecision.UPHELD, document_ref="复查〔2024〕1号"
)


@pytest.mark.parametrize("more", [(), (called(), closed)], ids=["answered", "closed"])
def test_p_law_6_it_is_asked_for_within_thirty_days_of_the_answer(more: tuple[Any, ...]) -> None:
    moment = timedelta(microseconds=1)
    given(*formal, *more).when(ask, by=resident(ADA)).then(requested(1))
    late = given(*formal, *more).when(ask, by=resident(ADA), at=ANSWER_BY - moment).events
    assert len(late) == 1
    given(*formal, *more).when(ask, by=resident(ADA), at=ANSWER_BY).refused(ReviewWindowOver)


def test_p_law_6_only_a_formal_answer_is_reviewed() -> None:
    given(*answered).when(ask, by=resident(ADA)).refused(NotFormal)
    given(formal[0], *in_hand[1:]).when(ask, by=resident(ADA)).refused(PetitionInHandling)


def test_p_law_6_two_levels_and_no_third() -> None:
    once = (*formal, requested(1))
    given(*once).when(ask, by=resident(ADA)).refused(ReviewIsUnderWay)
    given(*once).when(conclude, by=officer).then(concluded(1))
    given(*formal).when(conclude, by=officer).refused(NoReviewUnderWay)
    again = (*once, concluded(1))
    given(*again).when(ask, by=resident(ADA)).then(requested(2))
    twice = (*again, requested(2))
    given(*twice).when(conclude, by=officer).then(concluded(2))
    given(*twice, concluded(2)).when(ask, by=resident(ADA)).refused(ReviewsExhausted)


def test_p_law_6_the_second_window_runs_from_the_first_decision() -> None:
    """Decided on 2 December: thirty days end on Wednesday 1 January."""
    decided = concluded(1, NOON + timedelta(days=28))
    history = (*formal, requested(1), decided)
    end = datetime(2025, 1, 1, 16, tzinfo=UTC)
    in_time = given(*history).when(ask, by=resident(ADA), at=end - timedelta(hours=1))
    assert [type(each) for each in in_time.events] == [ReviewRequested]
    given(*history).when(ask, by=resident(ADA), at=end).refused(ReviewWindowOver)


def test_p_law_6_its_answer_is_due_in_thirty_days_whatever_becomes_of_the_petition() -> None:
    over = BreachDeadline(petition_id=LAMP, kind=ClockKind.REVIEW)
    assert SetTimer(name="REVIEW-over", due_at=ANSWER_BY, command=over) in overdue.deadlines(
        requested(1)
    )
    assert CancelTimer(name="REVIEW-over") in overdue.deadlines(concluded(1))
    assert CancelTimer(name="REVIEW-over") not in overdue.deadlines(closed)
    late = DeadlineBreached(
        petition_id=LAMP, clock_id="REVIEW-1", kind=ClockKind.REVIEW, due_at=ANSWER_BY
    )
    given(*formal, requested(1), called(), closed).when(over, at=ANSWER_BY).then(late)
    given(*formal, requested(1), concluded(1)).when(over, at=ANSWER_BY).then()
