"""Fifty people sign, at most five speak for them, and each of these is asked once (§5.1-8)."""

import pytest

from services.contracts.ids import PersonId
from services.contracts.petitions.commands.closing import AskRepresentative, CompleteCallback
from services.contracts.petitions.events.closing import CallbackCompleted, RepresentativeAsked
from services.contracts.petitions.events.petition import PetitionEvent
from services.contracts.petitions.words import Satisfaction
from services.petitions.hall.of_group import majority
from services.petitions.hall.refusals import PetitionInHandling
from services.petitions.hall.refusals_closing import (
    CallbackContradicts,
    CallbackIsCompleted,
    CallerHandles,
    GroupIsAskedOneByOne,
    NotARepresentative,
    RepresentativeIsAsked,
)
from services.petitions.hall.states import Callback
from tests.petitions.cast import (
    EVE,
    LAMP,
    answered,
    called,
    caller,
    decision_clock,
    given,
    handler,
    id_of,
    in_hand,
    registered,
)
from tests.scenario import an_id

FIVE = tuple(an_id(PersonId, f"representative {n}") for n in range(5))
YES, BASIC, NO, NONE = (
    Satisfaction.SATISFIED,
    Satisfaction.BASIC,
    Satisfaction.DISSATISFIED,
    Satisfaction.NO_OPINION,
)


def group(*people: PersonId) -> tuple[PetitionEvent, ...]:
    signed = registered.model_copy(update={"representatives": people, "co_signer_count": 50})
    return (signed, *answered[1:])


def ask(
    who: PersonId, solved: bool = True, said: Satisfaction = YES, effective: bool = True
) -> AskRepresentative:
    return AskRepresentative(
        petition_id=LAMP,
        representative=who,
        effective=effective,
        contacted=effective,
        solved=solved,
        satisfaction=said,
    )


def told(
    who: PersonId, solved: bool = True, said: Satisfaction = YES, effective: bool = True
) -> RepresentativeAsked:
    asked = ask(who, solved, said, effective)
    return RepresentativeAsked(**vars(asked), called_by=id_of(caller), cycle=1)


def test_one_answer_is_not_the_groups() -> None:
    given(*group(*FIVE)).when(ask(FIVE[0]), by=caller).then(told(FIVE[0]))


def test_the_last_answer_brings_the_majority_of_all_five() -> None:
    history = (
        *group(*FIVE),
        told(FIVE[0]),
        told(FIVE[1], said=BASIC),
        told(FIVE[2], solved=False, said=NO),
        told(FIVE[3], solved=False, said=NO),
    )
    word = called(solved=True, satisfaction=BASIC)
    given(*history).when(ask(FIVE[4]), by=caller).then(told(FIVE[4]), word)


def test_a_tie_is_not_satisfied_and_not_solved() -> None:
    pair = (*group(*FIVE[:2]), told(FIVE[0]))
    against = ask(FIVE[1], solved=False, said=NO)
    tied = called(solved=False, satisfaction=NO)
    assert tied.clocks == (decision_clock,)
    given(*pair).when(against, by=caller).then(told(FIVE[1], False, NO), tied)


def test_each_is_asked_once() -> None:
    once = (*group(*FIVE), told(FIVE[0]))
    given(*once).when(ask(FIVE[0]), by=caller).refused(RepresentativeIsAsked)
    given(*once).when(ask(EVE), by=caller).refused(NotARepresentative)


def test_nobody_answers_for_the_whole_group() -> None:
    alone = CompleteCallback(
        petition_id=LAMP, effective=True, contacted=True, solved=True, satisfaction=YES
    )
    given(*group(*FIVE)).when(alone, by=caller).refused(GroupIsAskedOneByOne)


def test_after_the_majority_is_told_nobody_is_asked_again() -> None:
    done = (*group(FIVE[0]), told(FIVE[0]), called())
    given(*done).when(ask(FIVE[0]), by=caller).refused(CallbackIsCompleted)


def test_p_inv_10_who_handled_it_asks_no_representative() -> None:
    given(*group(*FIVE)).when(ask(FIVE[0]), by=handler).refused(CallerHandles)
    given(*in_hand).when(ask(FIVE[0]), by=caller).refused(PetitionInHandling)


def test_who_was_not_reached_says_nothing() -> None:
    absent = ask(FIVE[0], solved=True, effective=False)
    given(*group(*FIVE)).when(absent, by=caller).refused(CallbackContradicts)
    pair = (*group(*FIVE[:2]), told(FIVE[0], solved=False, said=NONE, effective=False))
    given(*pair).when(ask(FIVE[1]), by=caller).then(told(FIVE[1]), called())


def test_where_nobody_was_reached_the_call_back_is_not_effective() -> None:
    nobody = ask(FIVE[0], solved=False, said=NONE, effective=False)
    (_, word) = given(*group(FIVE[0])).when(nobody, by=caller).events
    assert isinstance(word, CallbackCompleted)
    assert (word.effective, word.solved, word.satisfaction) == (False, False, NONE)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ([YES, YES, NO], YES),
        ([YES, BASIC, NO], BASIC),
        ([YES, BASIC, NO, NO], NO),
        ([YES, NONE, NONE], NO),
        ([YES, NONE], NO),
        ([NONE, NONE], NONE),
        ([BASIC], BASIC),
    ],
)
def test_silence_and_ties_are_never_satisfaction(
    said: list[Satisfaction], expected: Satisfaction
) -> None:
    words = [Callback(effective=True, contacted=True, solved=True, satisfaction=s) for s in said]
    assert majority(words).satisfaction is expected
