"""What a room answers to a wish to be forgotten, and how it is told and read again."""

from services.contracts.ids import PersonId
from services.contracts.petitions.commands.privacy import RecordErasureAnswer
from services.contracts.petitions.events.privacy import (
    ErasureApplied,
    ErasureRestricted,
    ServiceAnswer,
)
from services.contracts.petitions.words import ErasureAnswer, RoomName
from services.petitions.files import Files

OPEN_PETITION = "OPEN_PETITION"
"""The ground on which the hall must keep: the matter is still being handled."""

UNSAID = "UNSAID"
"""A room that keeps without saying why."""


def own(person: PersonId, files: Files) -> ServiceAnswer:
    """The hall's: not while a petition of theirs is open."""
    still_open = files.open_of(str(person)) > 0
    return ServiceAnswer(
        room=RoomName.PETITIONS,
        outcome=ErasureAnswer.RESTRICTED if still_open else ErasureAnswer.APPLIED,
        ground=OPEN_PETITION if still_open else None,
        until=None,
    )


def heard(command: RecordErasureAnswer) -> ServiceAnswer:
    """Another room's, as it came."""
    return ServiceAnswer(
        room=command.room,
        outcome=command.outcome,
        ground=command.ground,
        until=command.until,
        cases=command.cases,
    )


def told(person: PersonId, answer: ServiceAnswer) -> ErasureApplied | ErasureRestricted:
    """The answer as an event."""
    match answer.outcome:
        case ErasureAnswer.APPLIED:
            return ErasureApplied(person=person, room=answer.room, cases=answer.cases)
        case ErasureAnswer.RESTRICTED:
            return ErasureRestricted(
                person=person,
                room=answer.room,
                ground=answer.ground or UNSAID,
                until=answer.until,
            )


def answer_in(event: ErasureApplied | ErasureRestricted) -> ServiceAnswer:
    """The answer an event tells."""
    match event:
        case ErasureApplied(room=room, cases=cases):
            return ServiceAnswer(
                room=room, outcome=ErasureAnswer.APPLIED, ground=None, until=None, cases=cases
            )
        case ErasureRestricted(room=room, ground=ground, until=until):
            return ServiceAnswer(
                room=room, outcome=ErasureAnswer.RESTRICTED, ground=ground, until=until
            )
