"""What a room answers to a wish to be forgotten, and how it is told and read again."""

from datetime import date

from services.contracts.ids import OwnerKey, PersonId
from services.contracts.petitions.commands.privacy import RecordErasureAnswer
from services.contracts.petitions.events.privacy import (
    ErasureApplied,
    ErasureRestricted,
    ServiceAnswer,
)
from services.contracts.petitions.words import ErasureAnswer, RoomName
from services.petitions.surroundings import Surroundings

OPEN_PETITION = "OPEN_PETITION"
"""The ground on which the hall must keep: the matter is still being handled."""

OWNERS_VOTE = "OWNERS_VOTE"
"""The ground for ballots and proofs of service, as long as a vote may be disputed (P-INV-40)."""

UNSAID = "UNSAID"
"""A room that keeps without saying why."""


def own(person: PersonId, around: Surroundings, today: date) -> ServiceAnswer:
    """The hall's: not while a petition of theirs is open, nor while a vote of theirs is kept."""
    if around.files.open_of(str(person)) > 0:
        return _kept(OPEN_PETITION, None)
    votes = list(around.votes.of_owner(OwnerKey(person), around.rolls))
    if any(vote.open for vote in votes):
        return _kept(OWNERS_VOTE, None)
    until = [vote.keep_until for vote in votes if vote.keep_until and vote.keep_until >= today]
    if until:
        return _kept(OWNERS_VOTE, max(until))
    return ServiceAnswer(
        room=RoomName.PETITIONS, outcome=ErasureAnswer.APPLIED, ground=None, until=None
    )


def _kept(ground: str, until: date | None) -> ServiceAnswer:
    return ServiceAnswer(
        room=RoomName.PETITIONS, outcome=ErasureAnswer.RESTRICTED, ground=ground, until=until
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
