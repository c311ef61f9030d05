"""What was just heard is told from memory: without a hole, or not at all."""

from services.gateway.hearing import Heard
from services.gateway.news import KEPT, News
from tests.gateway.paper import Paper
from tests.gateway.petition_story import registered

ROOM, LOG = "petitions", "shengquan"


def some(many: int) -> list[Heard]:
    stored = Paper().tell(*(registered(n) for n in range(1, many + 1))).events
    return [Heard(stored=each, event=None) for each in stored]


def positions(news: News, after: int, limit: int = 100) -> list[int]:
    return [each.stored.position for each in news.after(ROOM, LOG, after, limit)]


def test_what_follows_a_position_is_at_hand() -> None:
    news, heard = News(), some(6)
    news.tell(ROOM, LOG, heard[1:4])
    news.tell(ROOM, LOG, heard[2:6])
    assert positions(news, 1) == [2, 3, 4, 5, 6]
    assert positions(news, 3, limit=2) == [4, 5]
    assert positions(news, 6) == []
    assert news.after("mediation", LOG, 1, 10) == []


def test_whoever_is_further_behind_must_ask_elsewhere() -> None:
    news = News()
    news.tell(ROOM, LOG, some(4)[2:])
    assert positions(news, 1) == []
    assert positions(news, 2) == [3, 4]


def test_nothing_is_told_across_a_hole() -> None:
    news, heard = News(), some(6)
    news.tell(ROOM, LOG, heard[:2])
    news.tell(ROOM, LOG, heard[4:])
    assert positions(news, 0) == []
    assert positions(news, 4) == [5, 6]


def test_what_is_forgotten_is_asked_for_again() -> None:
    news = News()
    news.tell(ROOM, LOG, some(3))
    news.forget(ROOM, LOG)
    assert positions(news, 0) == []


def test_only_the_end_is_kept() -> None:
    news = News()
    news.tell(ROOM, LOG, some(KEPT + 3))
    assert positions(news, 2) == []
    assert positions(news, 3, limit=2) == [4, 5]
