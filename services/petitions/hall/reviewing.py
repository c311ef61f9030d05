"""Review of a formal answer (复查、复核): two levels, thirty days each (P-LAW-6).

Who is not satisfied asks within thirty days of the answer; the authority above answers within
thirty; then once more. It runs beside whatever the petition is: the answer stands meanwhile.
"""

from collections.abc import Sequence

from services.contracts.petitions.clocks import ClockKind, PeriodUnit
from services.contracts.petitions.commands.reviews import (
    AskReview,
    ConcludeReview,
    ReviewCommand,
)
from services.contracts.petitions.events.petition import PetitionEvent
from services.contracts.petitions.events.reviews import ReviewConcluded, ReviewRequested
from services.contracts.petitions.words import Regime
from services.petitions.asker import person
from services.petitions.hall.clocks import Standard, counted
from services.petitions.hall.known import Facts
from services.petitions.hall.refusals_reviews import (
    NoReviewUnderWay,
    NotAnsweredInWriting,
    NotFormal,
    ReviewIsUnderWay,
    ReviewsExhausted,
    ReviewWindowOver,
)
from services.petitions.hall.states import Closed, Hall, KnownPetition, Replied
from services.petitions.hall.why_not import why_not
from services.petitions.periods import after_calendar_days

WINDOW, LEVELS = 30, 2
ANSWER = Standard(amount=30, unit=PeriodUnit.CALENDAR_DAY, rule_ref="P-LAW-6")


def decide(
    command: ReviewCommand, petition: KnownPetition, setting: Hall
) -> Sequence[PetitionEvent]:
    facts = petition.facts
    match petition, command:
        case Replied() | Closed(), AskReview():
            return [_requested(command, facts, setting)]
        case _, AskReview():
            raise why_not(petition)
        case _, ConcludeReview():
            if not facts.reviewing:
                raise NoReviewUnderWay
            return [
                ReviewConcluded(
                    **vars(command),
                    level=facts.reviews,
                    concluded_at=setting.occurred_at,
                    recorded_by=person(setting.asker),
                )
            ]


def _requested(command: AskReview, facts: Facts, setting: Hall) -> ReviewRequested:
    if facts.regime is not Regime.FORMAL:
        raise NotFormal
    if facts.reviewing:
        raise ReviewIsUnderWay
    if facts.reviews >= LEVELS:
        raise ReviewsExhausted
    if facts.answered_at is None:
        raise NotAnsweredInWriting
    until = after_calendar_days(facts.answered_at, WINDOW, setting.around.calendars)
    if setting.occurred_at >= until:
        raise ReviewWindowOver
    return ReviewRequested(
        **vars(command),
        level=facts.reviews + 1,
        requested_by=person(setting.asker),
        clocks=(counted(ClockKind.REVIEW, ANSWER, facts.reviews + 1, setting),),
    )
