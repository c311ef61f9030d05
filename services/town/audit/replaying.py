"""`yizhan audit replay`: how it stood, from an export alone; folded as the gateway folds it."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from services.gateway.folding import Changes, Folding
from services.gateway.hearing import read
from services.gateway.http.words import EVENTS, in_words
from services.gateway.past import later
from services.gateway.readmodels.days import day_of
from services.gateway.readmodels.every import every as models
from services.gateway.statistics.every import every as statistics
from services.kernel import ReadModel, State
from services.kernel.readmodel import Cell
from services.kernel.record import Stored
from services.plumbing.envelope import from_json
from services.town.audit.lines import Unreadable, lines_of
from services.town.audit.selecting import Ties

_SEALED = "（密封 sealed）"


class Until(State):
    """How far: what had happened by a moment, what was recorded by a moment, or up to a position.

    `as_of` is the world's time, `recorded` the log's, `position` of the one room it names.
    """

    as_of: datetime | None = None
    recorded: datetime | None = None
    position: tuple[str, int] | None = None

    def reached(self, room: str, stored: Stored) -> bool:
        """Not yet told then: nothing after it was either."""
        at = self.position
        if at is not None and at[0] == room and stored.position > at[1]:
            return True
        return self.recorded is not None and stored.recorded_at > self.recorded

    def later(self, stored: Stored) -> bool:
        """Told then, but of something that was still to happen."""
        return self.as_of is not None and stored.occurred_at > self.as_of


class Event(State):
    """An event of the file, with the ranks it took in the log it comes from."""

    room: str
    stored: Stored
    ranks: Mapping[str, int]


class Replay:
    """One file, read into memory."""

    def __init__(self, path: Path) -> None:
        self.made_at = ""
        self.selection: Mapping[str, Any] = {}
        self._whole: set[str] = set()
        self._events: list[Event] = []
        for line, _ in lines_of(path):
            if not isinstance(line, Unreadable):
                self._take(line)

    def _take(self, line: Mapping[str, Any]) -> None:
        match line["kind"]:
            case "export":
                self.made_at, self.selection = line["made_at"], line["selection"]
            case "log" if line["whole"]:
                self._whole.add(line["room"])
            case "event":
                stored = from_json(line["event"])
                self._events.append(Event(room=line["room"], stored=stored, ranks=line["ranks"]))

    def statistics(self, until: Until, names: Sequence[str] = ()) -> dict[str, object]:
        """Each figure that can be told from the whole logs in the file."""
        on = day_of(until.as_of or until.recorded or datetime.fromisoformat(self.made_at))
        found: dict[str, object] = {}
        for statistic in statistics:
            heard = [model for model in models if model.name in statistic.of]
            if names and statistic.name not in names:
                continue
            if all(model.room in self._whole for model in heard):
                cells: Counter[Cell] = Counter()
                for model in heard:
                    cells.update(self._folded(model, until).cells)
                found[statistic.name] = statistic.render(cells, statistic.asked(), on)
        return found

    def cards(self, key: str, until: Until) -> dict[str, object]:
        """Every card with this key, by the name of its read model."""
        found: dict[str, object] = {}
        for model in models:
            kept = self._folded(model, until).cards.get(key)
            if kept is not None:
                found[model.name] = _plain(orjson.loads(kept.card))
        return found

    def timeline(self, key: str, until: Until) -> list[dict[str, object]]:
        """What happened to a thing and to all that is tied to it, in the order of recording."""
        ties = Ties()
        for each in self._events:
            ties.note(each.room, each.stored)
        matter = ties.matter(key)
        told = [
            each
            for each in self._then(until)
            if f"{each.room}/{each.stored.stream}" in matter and not until.later(each.stored)
        ]
        told.sort(key=lambda each: (each.stored.recorded_at, each.room, each.stored.position))
        return [_told(each) for each in told]

    def _then(self, until: Until) -> Iterator[Event]:
        return (each for each in self._events if not until.reached(each.room, each.stored))

    def _folded(self, model: ReadModel[Any], until: Until) -> Changes:
        folding, words = Folding(model, {}, {}), EVENTS[model.room]
        for each in self._then(until):
            if each.room != model.room:
                continue
            told = read(words, each.stored)
            if later(model, told, until.as_of):
                folding.pass_over(each.stored)
            else:
                folding.tell(told, each.ranks.get(model.name))
        return folding.changes()


def _told(each: Event) -> dict[str, object]:
    stored = each.stored
    return {
        "position": f"{each.room}/{stored.position}",
        "stream": stored.stream,
        "version": stored.version,
        "occurred_at": stored.occurred_at.isoformat(),
        "recorded_at": stored.recorded_at.isoformat(),
        "type": stored.type,
        "says": in_words(each.room, stored.type)["zh"],
        "by": f"{stored.actor.role}@{stored.actor.org}",
        "event": _plain(orjson.loads(stored.body)),
    }


def _plain(value: Any) -> Any:
    """As it can be shown: a sealed text is shown as one."""
    match value:
        case {"person": _, "under": _, "nonce": _, "box": _}:
            return _SEALED
        case dict():
            return {name: _plain(each) for name, each in value.items()}
        case list():
            return [_plain(each) for each in value]
        case _:
            return value
