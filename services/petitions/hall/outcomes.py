"""When an outcome may be told: the petitioner's word, or evidence where none answers (P-INV-8)."""

from services.contracts.petitions.words import CallbackResult, Confirmation, Outcome
from services.petitions.hall.refusals_closing import (
    CallbackMissing,
    EvidenceMissing,
    NotSolvedInTheirWords,
    PetitionerCanBeAsked,
    ReopenOrDecide,
    SilenceIsNotSatisfaction,
)
from services.petitions.hall.states import Replied

DAYS_TRIED = 3
"""Failed attempts on so many different days make somebody unreachable."""


def cannot_be_asked(petition: Replied) -> bool:
    """Nobody gave a name, or three attempts on three days found nobody, and none found somebody."""
    if petition.facts.petitioner is None:
        return True
    if any(result is CallbackResult.REACHED for _, result in petition.attempts):
        return False
    return len({day for day, _ in petition.attempts}) >= DAYS_TRIED


def check_confirmed(
    confirmed_by: Confirmation, outcome: Outcome, petition: Replied, evidence: bool
) -> None:
    """Raises the reason why this does not confirm it."""
    callback = petition.callback
    asked = callback is not None and callback.effective
    match confirmed_by:
        case Confirmation.CALLBACK if not asked:
            raise CallbackMissing
        case Confirmation.EVIDENCE | Confirmation.DEEMED if asked or not cannot_be_asked(petition):
            raise PetitionerCanBeAsked
        case Confirmation.EVIDENCE if not evidence:
            raise EvidenceMissing
        case Confirmation.DEEMED if outcome is Outcome.RESOLVED:
            raise SilenceIsNotSatisfaction
        case _:
            check_outcome(outcome, petition, evidence)
    if callback is not None and not callback.content and not petition.kept:
        raise ReopenOrDecide


def check_outcome(outcome: Outcome, petition: Replied, evidence: bool) -> None:
    """Only what the petitioner calls solved, or evidence shows in their absence, is resolved."""
    if outcome is not Outcome.RESOLVED:
        return
    if petition.callback is not None and petition.callback.effective:
        if not petition.callback.solved:
            raise NotSolvedInTheirWords
    elif not evidence:
        raise CallbackMissing
