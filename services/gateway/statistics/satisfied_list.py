"""满意清单: resolved, and the petitioner is content; nobody is named (ST-3)."""

from collections.abc import Mapping
from datetime import date

from services.gateway.readmodels.petition_card import PetitionCard
from services.gateway.statistics.asked import Nothing
from services.gateway.statistics.exact import percent, total
from services.kernel import Statistic
from services.kernel.readmodel import Cells


def render(cells: Cells, _asked: Nothing, _on: date) -> Mapping[str, object]:
    content, received = total(cells, "content"), total(cells, "received")
    return {
        "count": content,
        "received": received,
        "conversion_percent": percent(content, received),
    }


def item(card: PetitionCard, _on: date) -> Mapping[str, object]:
    return {
        "number": card.number,
        "class": card.topic_class,
        "category": card.category_code,
        "estate": card.estate_id,
        "registered_at": card.registered_at,
        "closed_at": card.closed_at,
        "satisfaction": card.callback.satisfaction if card.callback else None,
    }


satisfied_list = Statistic(
    name="satisfied-list",
    of=("petitions",),
    asked=Nothing,
    render=render,
    listed="petitions",
    where=lambda _: frozenset({"content:yes"}),
    item=item,
)
