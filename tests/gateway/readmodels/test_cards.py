"""What every read model promises, whatever it shows."""

from collections import Counter
from functools import cache
from typing import Any, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from pydantic import TypeAdapter

from services.gateway.readmodels.every import every
from services.gateway.statistics.every import every as every_statistic
from services.kernel import Event, ReadModel, Sealed
from services.kernel.readmodel import Cell
from tests.contracts.examples import example
from tests.gateway.paper import WORDS, Paper


@cache
def _example(kind: type[Event]) -> Event:
    return example(kind)


models = pytest.mark.parametrize("model", every, ids=lambda model: model.name)


@models
def test_its_hidden_fields_are_fields_of_its_card(model: ReadModel[Any]) -> None:
    fields = set(model.card.model_fields)
    assert model.confidential <= fields
    assert model.identity <= model.confidential


@models
def test_a_sealed_text_on_a_card_is_for_staff_alone_or_a_name_shown_to_all(
    model: ReadModel[Any],
) -> None:
    sealed = {
        name
        for name, hint in get_type_hints(model.card).items()
        if "Sealed" in TypeAdapter(hint).json_schema().get("$defs", {}) or hint is Sealed
    }
    assert sealed - model.confidential <= {"name"}


@models
def test_what_it_hears_is_said_in_its_room(model: ReadModel[Any]) -> None:
    said = {event.category for event in WORDS[model.room].types.values()}
    assert {model.category, *model.hears} <= said


@models
@given(data=some.data())
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_order_of_events_breaks_it_and_what_it_keeps_can_be_read_again(
    model: ReadModel[Any], data: some.DataObject
) -> None:
    """Also not one that no room would tell: a fold never refuses, and sums never lose count."""
    words = [kind for kind in WORDS[model.room].types.values() if model.listens_to(kind.category)]
    kinds = [*words, *data.draw(some.lists(some.sampled_from(words), max_size=25))]
    paper = Paper(model.room).tell(*(_example(kind) for kind in kinds))
    cards = paper.cards(model)  # none is parked, and each is read back from its JSON
    again: Counter[Cell] = Counter()
    for card in cards.values():
        again.update(model.contributes(card))
    assert {cell: n for cell, n in again.items() if n} == paper.folded(model).cells


def test_names_are_unique_and_statistics_are_of_read_models_of_one_room() -> None:
    names = {model.name: model for model in every}
    assert len(names) == len(every)
    for statistic in every_statistic:
        assert len({names[of].room for of in statistic.of}) == 1
        assert statistic.listed is None or statistic.listed in names


def test_only_what_a_room_tells_itself_is_on_no_screen() -> None:
    unseen = {
        event.category
        for room, words in WORDS.items()
        for event in words.types.values()
        if not any(model.room == room and model.listens_to(event.category) for model in every)
    }
    assert unseen == {"notedunit", "forgetting", "anchor"}
