"""The call-back of a petition that representatives speak for (§5.1-8): each is asked once.

Their majority is the petition's word. A tie is not satisfied, nor is silence; who could not be
reached says nothing either way.
"""

from collections.abc import Callable, Collection, Sequence

from services.contracts.petitions.clocks import ClockKind
from services.contracts.petitions.commands.closing import AskRepresentative, CompleteCallback
from services.contracts.petitions.events.closing import CallbackCompleted, RepresentativeAsked
from services.contracts.petitions.events.petition import PetitionEvent
from services.contracts.petitions.words import Satisfaction
from services.petitions.asker import person
from services.petitions.hall.clocks import DECISION, counted
from services.petitions.hall.refusals_closing import (
    CallbackContradicts,
    CallbackIsCompleted,
    NotARepresentative,
    RepresentativeIsAsked,
)
from services.petitions.hall.states import Callback, Hall, Replied


def asked(command: AskRepresentative, petition: Replied, setting: Hall) -> Sequence[PetitionEvent]:
    """What one of them said; with the last of them, what all of them did."""
    facts = petition.facts
    if command.representative not in facts.representatives:
        raise NotARepresentative
    if petition.callback is not None and petition.callback.effective:
        raise CallbackIsCompleted
    if any(who == command.representative for who, _ in petition.asked):
        raise RepresentativeIsAsked
    said = callback_of(command)
    told = RepresentativeAsked(**vars(command), called_by=person(setting.asker), cycle=facts.cycle)
    answers = (*(each for _, each in petition.asked), said)
    if len(answers) < len(set(facts.representatives)):
        return [told]
    return [told, _completed(command, majority(answers), setting, facts.cycle)]


def callback_of(command: AskRepresentative | CompleteCallback) -> Callback:
    """What was said, as the petition keeps it. Raises CallbackContradicts."""
    told = command.solved or command.satisfaction is not Satisfaction.NO_OPINION
    if not command.effective and told:
        raise CallbackContradicts
    return Callback(
        effective=command.effective,
        contacted=command.contacted,
        solved=command.solved,
        satisfaction=command.satisfaction,
    )


def majority(answers: Collection[Callback]) -> Callback:
    """More than half of those who were reached, or else not."""
    reached = [each for each in answers if each.effective]

    def most(holds: Callable[[Callback], bool]) -> bool:
        return 2 * sum(map(holds, reached)) > len(reached)

    if most(lambda each: each.satisfaction is Satisfaction.SATISFIED):
        satisfaction = Satisfaction.SATISFIED
    elif most(lambda each: each.satisfaction in (Satisfaction.SATISFIED, Satisfaction.BASIC)):
        satisfaction = Satisfaction.BASIC
    elif all(each.satisfaction is Satisfaction.NO_OPINION for each in reached):
        satisfaction = Satisfaction.NO_OPINION
    else:
        satisfaction = Satisfaction.DISSATISFIED
    return Callback(
        effective=bool(reached),
        contacted=most(lambda each: each.contacted),
        solved=most(lambda each: each.solved),
        satisfaction=satisfaction,
    )


def _completed(
    command: AskRepresentative, said: Callback, setting: Hall, cycle: int
) -> CallbackCompleted:
    decide_by = counted(ClockKind.REOPENING_DECISION, DECISION, cycle, setting)
    return CallbackCompleted(
        petition_id=command.petition_id,
        effective=said.effective,
        contacted=said.contacted,
        solved=said.solved,
        satisfaction=said.satisfaction,
        comment=None,
        called_by=person(setting.asker),
        cycle=cycle,
        clocks=() if said.content else (decide_by,),
    )
