"""What became of an append, as whoever asked is told it."""

from collections.abc import Sequence
from typing import Any

from services.kernel.ask import Ask, fingerprint
from services.kernel.claim import Take
from services.kernel.decider import Decider
from services.kernel.refusal import CommandIdReused, Refusal
from services.kernel.store import Answer, Appended, Outcome, Raced, Reused, Taken
from services.kernel.values import Event


def told(
    outcome: Outcome, decider: Decider[Any, Any, Any, Any], events: Sequence[Event]
) -> Answer | None:
    """The answer, or None where the race was lost; raises what stands against it."""
    match outcome:
        case Appended(answer=answer):
            return answer
        case Raced():
            return None
        case Reused():
            raise CommandIdReused
        case Taken() as taken:
            return _taken(taken, decider, events)


def told_before(ask: Ask, answer: Answer, known_as: bytes) -> Answer:
    """The answer this command id was given, if it was given to this request."""
    if known_as != fingerprint(ask):
        raise CommandIdReused
    return answer


def _taken(taken: Taken, decider: Decider[Any, Any, Any, Any], events: Sequence[Event]) -> Answer:
    """What a claim held by another stream means: the refusal it was taken with, or the holder
    itself."""
    for event in events:
        for claim in decider.claims(event):
            if isinstance(claim, Take) and (claim.scope, claim.key) == (taken.scope, taken.key):
                if claim.refusal is not None:
                    raise claim.refusal(held_by=taken.holder.stream)
                return taken.holder
    raise Refusal(scope=taken.scope)
