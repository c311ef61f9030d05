"""A build grown in memory, window by window, has the rows that folding event by event makes."""

import pytest

from services.gateway import generations as module
from services.gateway.folding import Folding, Kept
from services.gateway.growing import Growing, Said, WouldNotShow
from services.gateway.hearing import read
from services.gateway.let_go import LetGo
from services.gateway.readmodels.petitions import petitions
from services.kernel import Value, replace
from services.kernel.readmodel import Cell
from services.kernel.record import Stored
from tests.gateway import petition_story as story
from tests.gateway.paper import WORDS, Paper


def a_log(matters: int) -> Paper:
    """Petitions that are all open at the same time: each step is taken for all of them in turn."""
    paper = Paper()
    for step in (story.registered, story.classified, story.accepted, story.dispatched):
        for n in range(matters):
            paper.tell(step(n))
    for n in range(0, matters, 2):
        paper.tell(story.signed(n), story.replied(n), story.called_back(n), story.closed(n))
    return paper


def said(stored: Stored) -> Said:
    heard = read(WORDS["petitions"], stored)
    assert heard.event is not None or heard.unreadable is not None
    return heard.event or heard.unreadable or ValueError()


class Table:
    """What the windows have written."""

    def __init__(self) -> None:
        self.cards: dict[str, Kept] = {}
        self.sums: dict[Cell, int] = {}
        self.ranks: dict[str, int] = {}
        self.windows = 0

    def take(self, growing: Growing) -> None:
        written = growing.write()
        assert not written.fresh.keys() & self.cards.keys()
        self.cards |= written.fresh
        for key, card in written.changes.cards.items():
            assert key in self.cards
            if card is None:
                del self.cards[key]
            else:
                self.cards[key] = card
        for cell, n in written.changes.cells.items():
            self.sums[cell] = self.sums.get(cell, 0) + n
        self.ranks |= written.changes.ranks
        self.windows += 1


def grown(paper: Paper, window: int) -> Table:
    table, growing = Table(), Growing(petitions, {})
    for n, stored in enumerate(paper.events, start=1):
        what = said(stored)
        wanted = growing.missing(what)
        growing.remember({key: table.cards[key] for key in wanted if key in table.cards})
        growing.tell(stored, what)
        if n % window == 0:
            table.take(growing)
    table.take(growing)
    return table


@pytest.mark.parametrize("window", [1, 7, 10_000])
@pytest.mark.parametrize("remembered", [3, 10_000])
def test_windows_and_forgetting_change_nothing(
    window: int, remembered: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEPT_IN_MEMORY", remembered)
    paper = a_log(20)
    expected = paper.folded(petitions)
    table = grown(paper, window)

    assert table.cards == expected.cards
    assert {cell: n for cell, n in table.sums.items() if n} == expected.cells
    assert table.ranks == expected.ranks == {"2024": 20}


def test_a_card_met_again_after_it_was_let_go_is_asked_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(module, "KEPT_IN_MEMORY", 2)
    paper, growing = a_log(10), Growing(petitions, {})
    for stored in paper.events[:10]:
        growing.tell(stored, said(stored))
        growing.write()
    first = story.petition(0)

    assert growing.missing(said(paper.events[10])) == [str(first)]
    assert growing.missing(said(paper.events[19])) == []


def test_a_card_that_was_never_there_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "KEPT_IN_MEMORY", 2)
    paper, growing = Paper(), Growing(petitions, {})
    later = Growing(petitions, {}, whole=False)
    for n in range(11):
        paper.tell(story.registered(n))
    for stored in paper.events[:10]:
        growing.tell(stored, said(stored))
        growing.write()

    assert growing.missing(said(paper.events[10])) == []
    assert later.missing(said(paper.events[10])) == [str(story.petition(10))]


def test_what_was_let_go_is_never_denied() -> None:
    let_go = LetGo()
    assert not let_go
    assert "a" not in let_go
    keys = [f"key {n}" for n in range(1_000)]
    for key in keys:
        let_go.add(key)
    assert let_go
    assert all(key in let_go for key in keys)
    others = sum(f"other {n}" in let_go for n in range(1_000))
    assert others < 20, "a thousand keys fill a ten-thousandth of it"


def test_an_event_that_will_not_fold_parks_its_stream_as_ever() -> None:
    paper = Paper().tell(story.registered(1), story.registered(2))
    paper.write(f"petition-{story.petition(1)}", "PetitionClassified", b'{"topic_class":"GREAT"}')
    paper.tell(story.accepted(1), story.accepted(2))
    folding, growing = Folding(petitions, {}, {}), Growing(petitions, {})
    for stored in paper.events:
        folding.tell(read(WORDS["petitions"], stored))
        growing.tell(stored, said(stored))
    expected, written = folding.changes(), growing.write()

    assert [each.stored.position for each in written.changes.parked] == [3, 4]
    assert written.changes.parked == expected.parked
    assert written.fresh == expected.cards


def test_a_card_without_a_place_in_the_list_is_found_when_folded_one_by_one() -> None:
    def placeless(card: Value) -> frozenset[str]:
        return frozenset({"status:\0"} if "due_at" in card.model_fields_set else ())

    model = replace(petitions, tags=placeless)
    paper = Paper().tell(story.registered(1), story.registered(2), story.accepted(1))
    quick, careful = Growing(model, {}), Growing(model, {}, one_by_one=True)
    for stored in paper.events:
        quick.tell(stored, said(stored))
        careful.tell(stored, said(stored))

    with pytest.raises(WouldNotShow):
        quick.write()
    assert [each.stored.position for each in careful.write().changes.parked] == [3]
