"""Somebody asks to be forgotten (X10): every room answers; what must be kept is asked for again."""

from collections.abc import Sequence
from uuid import UUID

from services.contracts.ids import PetitionId
from services.contracts.petitions.commands.privacy import (
    AnswerErasure,
    ErasureStreamCommand,
    RecordErasureAnswer,
    RequestErasure,
    UrgeErasure,
)
from services.contracts.petitions.events.privacy import (
    ErasureApplied,
    ErasureConcluded,
    ErasureEvent,
    ErasureRequested,
    ErasureRestricted,
    ErasureUrged,
    ServiceAnswer,
)
from services.contracts.petitions.words import ErasureAnswer, ErasureOutcome, RoomName
from services.kernel import (
    CancelTimer,
    Deadline,
    Decider,
    SetTimer,
    Setting,
    Standing,
    State,
    replace,
)
from services.petitions.periods import after_working_days, local_day
from services.petitions.privacy.answers import answer_in, heard, own, told
from services.petitions.surroundings import Surroundings

TIME_TO_ANSWER = 15
"""Working days for all rooms to answer."""

URGED_AGAIN_AFTER = 5
"""Working days between one reminder and the next."""


class Unasked(State):
    """Nobody has asked, or what had to be kept may be asked for again."""

    rounds: int = 0


class Asked(State):
    """Waiting for the rooms that have not answered."""

    round: int
    answers: tuple[ServiceAnswer, ...] = ()
    urged: int = 0

    @property
    def missing(self) -> tuple[RoomName, ...]:
        """The rooms that have not answered."""
        answered = {answer.room for answer in self.answers}
        return tuple(room for room in RoomName if room not in answered)


class Erased(State):
    """Forgotten."""


type Erasure = Unasked | Asked | Erased
type InErasure = Setting[Erasure, Surroundings]


def decide(
    command: ErasureStreamCommand, erasure: Erasure, setting: InErasure
) -> Sequence[ErasureEvent]:
    calendars = setting.around.calendars
    match erasure, command:
        case Unasked(rounds=rounds), RequestErasure(person=person):
            due = after_working_days(setting.occurred_at, TIME_TO_ANSWER, calendars)
            return [ErasureRequested(person=person, round=rounds + 1, due_at=due)]
        case Asked(), AnswerErasure() if RoomName.PETITIONS in erasure.missing:
            today = local_day(setting.occurred_at)
            return _answered(command, erasure, own(command.person, setting.around, today), setting)
        case Asked(), RecordErasureAnswer(room=room) if room in erasure.missing:
            return _answered(command, erasure, heard(command), setting)
        case Asked(urged=n), UrgeErasure(person=person):
            again = after_working_days(setting.now, URGED_AGAIN_AFTER, calendars)
            return [ErasureUrged(person=person, n=n + 1, missing=erasure.missing, urge_at=again)]
        case _:
            return []


def _answered(
    command: ErasureStreamCommand, erasure: Asked, answer: ServiceAnswer, setting: InErasure
) -> Sequence[ErasureEvent]:
    """The last answer concludes. A petition brought since the hall answered still holds it back."""
    given = (*erasure.answers, answer)
    if len(given) < len(RoomName):
        return [told(command.person, answer)]
    today = local_day(setting.occurred_at)
    final = tuple(
        own(command.person, setting.around, today) if each.room is RoomName.PETITIONS else each
        for each in given
    )
    changed = [each for each in final if each not in given]
    restricted = any(each.outcome is ErasureAnswer.RESTRICTED for each in final)
    petitions = setting.around.files.of(command.key)
    return [
        *(told(command.person, each) for each in (answer, *changed)),
        ErasureConcluded(
            person=command.person,
            outcome=ErasureOutcome.RESTRICTED if restricted else ErasureOutcome.ERASED,
            per_service=final,
            petitions=tuple(PetitionId(UUID(each)) for each in petitions),
            cases=tuple(case for each in final for case in each.cases),
        ),
    ]


def evolve(erasure: Erasure, event: ErasureEvent) -> Erasure:
    match erasure, event:
        case _, ErasureRequested(round=n):
            return Asked(round=n)
        case Asked(), ErasureApplied() | ErasureRestricted():
            others = tuple(each for each in erasure.answers if each.room is not event.room)
            return replace(erasure, answers=(*others, answer_in(event)))
        case Asked(), ErasureUrged(n=n):
            return replace(erasure, urged=n)
        case Asked(), ErasureConcluded(outcome=ErasureOutcome.ERASED):
            return Erased()
        case Asked(round=n), ErasureConcluded():
            return Unasked(rounds=n)
        case _:
            return erasure


def deadlines(event: ErasureEvent) -> Sequence[Deadline]:
    match event:
        case ErasureRequested(due_at=due) | ErasureUrged(urge_at=due):
            urge = UrgeErasure(person=event.person)
            return [SetTimer(name="answers", due_at=due, command=urge)]
        case ErasureConcluded():
            return [CancelTimer(name="answers")]
        case _:
            return []


def standing(command: ErasureStreamCommand, erasure: Erasure, around: Surroundings) -> Standing:
    """The person asks; or a privacy officer who never handled a petition of theirs."""
    return Standing(
        place=command.key,
        people={
            "person": frozenset({command.key}),
            "handler": around.files.handlers_for(command.key) - {command.key},
        },
    )


decider: Decider[ErasureStreamCommand, Erasure, ErasureEvent, Surroundings] = Decider(
    category="erasure",
    initial=Unasked(),
    decide=decide,
    evolve=evolve,
    standing=standing,
    deadlines=deadlines,
)
