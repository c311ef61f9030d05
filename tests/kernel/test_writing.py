"""From what happened to what is written: promises about time, and the last word on each."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from services.kernel import CancelTimer, Deadline, Event, SetTimer, Setting
from services.kernel.actor import Principal
from services.kernel.ask import Ask
from services.kernel.cache import Known
from services.kernel.footing import Footing
from services.kernel.store import Append
from services.kernel.writing import request
from tests.kernel import library
from tests.kernel.appends import LOG, SOMEBODY, an_id

NOON = datetime(2024, 11, 4, 4, 0, tzinfo=UTC)
ADA = Principal(person="ada", street=LOG)
PUT = library.BookPut(shelf="s1", book="emma")
TAKEN = library.BookTaken(shelf="s1", book="emma")
TAKE = library.TakeBook(shelf="s1", book="emma")


def written(*deadlines: Sequence[Deadline]) -> Append:
    """One event for each of these sets of deadlines."""
    left = list(deadlines)
    decider = replace(library.decider, deadlines=lambda _: left.pop(0))
    events: Sequence[Event] = [PUT, TAKEN][: len(deadlines)]
    ask = Ask(command=TAKE, command_id=an_id("command"), principal=ADA)
    setting: Setting[library.Shelf, library.Library] = Setting(
        now=NOON, occurred_at=NOON, asker=ADA, around=library.Library(), others={}
    )
    footing = Footing(
        known={"shelf-s1": Known(version=4, state=library.Shelf())},
        around=library.Library(),
        leaning={},
        writer="here",
    )
    return request(ask, SOMEBODY, setting, decider, library.events, footing, events)


def a_timer(hours: float) -> SetTimer:
    return SetTimer(name="urge", due_at=NOON + timedelta(hours=hours), command=TAKE)


def test_events_are_numbered_on_from_the_guard() -> None:
    append = written([], [])
    assert [(each.stream, each.version) for each in append.events] == [
        ("shelf-s1", 5),
        ("shelf-s1", 6),
    ]
    assert written([], []).events == append.events
    assert written([]).attempt != append.attempt


def test_a_timer_keeps_its_command_and_has_an_id_of_its_own() -> None:
    [timer] = written([a_timer(2)]).timers
    assert (timer.stream, timer.name, timer.type) == ("shelf-s1", "urge", "TakeBook")
    assert timer.due_at == NOON + timedelta(hours=2)
    assert library.TakeBook.model_validate_json(timer.body) == TAKE
    assert written([a_timer(2)]).timers == [timer]


def test_a_moment_already_past_waits_a_day() -> None:
    for hours in (0, -1, -5000):
        [timer] = written([a_timer(hours)]).timers
        assert timer.due_at == NOON + timedelta(hours=24)


def test_the_last_word_on_a_timer_counts() -> None:
    set_then_cancelled = written([a_timer(2)], [CancelTimer(name="urge")])
    assert set_then_cancelled.timers == []
    assert set_then_cancelled.cancelled == [("shelf-s1", "urge")]
    cancelled_then_set = written([CancelTimer(name="urge")], [a_timer(2)])
    assert len(cancelled_then_set.timers) == 1
    assert cancelled_then_set.cancelled == []
    moved = written([a_timer(2)], [a_timer(3)])
    assert [each.due_at for each in moved.timers] == [NOON + timedelta(hours=3)]
