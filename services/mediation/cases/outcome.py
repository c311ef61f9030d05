"""How a case ends without an agreement in effect, and what the hall is told of any end (X1)."""

from datetime import date
from typing import Literal

from services.contracts.ids import CaseId
from services.contracts.mediation.events.case import CaseOutcomePublished, CaseTerminated
from services.contracts.mediation.kinds import EndReason, Signpost
from services.mediation.cases.states import File

type OutcomeCode = Literal[
    "AGREEMENT_PERFORMED", "AGREEMENT_REACHED", "TERMINATED", "REFUSED", "HANDED_UP", "NOT_OPENED"
]
type Ending = CaseTerminated | CaseOutcomePublished

SIGNPOSTS = (Signpost.ARBITRATION, Signpost.ADMINISTRATIVE, Signpost.COURT)
"""Mediation never blocks another way: the parties are always told of all of them (M-LAW-8)."""


def terminated(
    which: CaseId,
    file: File,
    reason: EndReason,
    code: OutcomeCode = "TERMINATED",
    notice_ref: str | None = None,
) -> list[Ending]:
    """The case ends, the parties are told of the other ways, the hall of the outcome."""
    ended = CaseTerminated(
        case_id=which,
        dispute_ids=file.dispute_ids,
        reason=reason,
        signposts=SIGNPOSTS,
        notice_ref=notice_ref,
    )
    return [ended, *published(which, file, code)]


def published(
    which: CaseId,
    file: File,
    code: OutcomeCode,
    agreed_on: date | None = None,
    *,
    performed: bool = False,
) -> list[Ending]:
    """Nothing, unless the hall waits for it. Only the code crosses, not a word of what was said."""
    if file.referral is None:
        return []
    return [
        CaseOutcomePublished(
            case_id=which,
            referral_id=file.referral,
            outcome_code=code,
            agreed_on=agreed_on,
            performed=performed,
        )
    ]
