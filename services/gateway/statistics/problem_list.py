"""问题详单: every petition that is not closed yet, and what is to be done next (ST-2)."""

from collections.abc import Mapping
from datetime import date

from services.contracts.petitions.words import Outcome
from services.gateway.readmodels.petition_card import CallbackOnCard, PetitionCard
from services.gateway.readmodels.petition_status import PetitionStatus
from services.gateway.statistics.asked import Nothing
from services.gateway.statistics.exact import total
from services.kernel import Statistic
from services.kernel.readmodel import Cells


def render(cells: Cells, _asked: Nothing, _on: date) -> Mapping[str, object]:
    return {"count": total(cells, "open")}


def item(card: PetitionCard, _on: date) -> Mapping[str, object]:
    """A line of the list; nobody's words are in it."""
    return {
        "id": str(card.petition_id),
        "number": card.number,
        "status": card.status,
        "class": card.topic_class,
        "category": card.category_code,
        "estate": card.estate_id,
        "registered_at": card.registered_at,
        "due_at": card.due_at,
        "org": card.lead_org,
        "next": _next(card),
    }


def _next(card: PetitionCard) -> str:
    """The command that takes it further."""
    match card.status:
        case PetitionStatus.REGISTERED:
            return "classify-petition" if card.topic_class is None else "accept-petition"
        case PetitionStatus.ACCEPTED:
            return "dispatch-petition"
        case PetitionStatus.DISPATCHED:
            return "sign-dispatch"
        case PetitionStatus.REFERRED:
            return "record-referral-outcome"
        case PetitionStatus.REPLIED:
            return _after_the_reply(card)
        case _:
            return "reply-petition"


def _after_the_reply(card: PetitionCard) -> str:
    match card.callback:
        case None:
            return "complete-callback"
        case CallbackOnCard(solved=False) if card.proposed_outcome is Outcome.RESOLVED:
            return "reopen-petition"
        case _:
            return "close-petition"


problem_list = Statistic(
    name="problem-list",
    of=("petitions",),
    asked=Nothing,
    render=render,
    listed="petitions",
    where=lambda _: frozenset({"open:yes"}),
    item=item,
)
