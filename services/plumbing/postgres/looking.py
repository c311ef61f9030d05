"""Reading what decisions need: many looks, one statement, one instant."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence

from services.kernel.record import Stored
from services.kernel.refusal import Unknown
from services.kernel.store import Answer, Found, Wanted
from services.plumbing.postgres.columns import names, numbers
from services.plumbing.postgres.rows import Row, stored

type _Stream = tuple[str, str]
type _Around = tuple[str, tuple[str, ...]]

_OWN_COLUMNS = 3  # part, n, head: the rest is an event

PAGE = 1_000
"""Events of one category of the surroundings in one look."""


class StreetUnknown(Unknown):
    """本处不办理该街道的事务。

    This office does not serve that street.
    """


class Looks:
    """Several looks as the arguments of one statement, and its rows as what each of them found.

    What several of them want of one stream is read once, from the oldest version one of them knows.
    """

    def __init__(self, wanted: Sequence[Wanted]) -> None:
        self._wanted = wanted
        self._logs = list(dict.fromkeys(each.log for each in wanted))
        self._streams: dict[_Stream, int] = {}
        self._arounds: dict[_Around, int] = {}
        for each in wanted:
            for stream, after in each.streams.items():
                name = (each.log, stream)
                self._streams[name] = min(after, self._streams.get(name, after))
            if each.categories:
                around = (each.log, each.categories)
                self._arounds[around] = min(each.after, self._arounds.get(around, each.after))

    def arguments(self) -> tuple[object, ...]:
        """The columns of `look.sql`."""
        around = [
            (log, category, after, n)
            for n, ((log, categories), after) in enumerate(self._arounds.items())
            for category in categories
        ]
        return (
            names(self._logs),
            names([each.log for each in self._wanted]),
            [each.command_id for each in self._wanted],
            names([log for log, _ in self._streams]),
            names([stream for _, stream in self._streams]),
            numbers(list(self._streams.values())),
            [log for log, _, _, _ in around],
            [category for _, category, _, _ in around],
            [after for _, _, after, _ in around],
            [n for _, _, _, n in around],
            PAGE,
        )

    def found(self, rows: Sequence[Row]) -> list[Found | StreetUnknown]:
        """What each look found, in the order they were asked."""
        arounds = list(self._arounds)
        heads: dict[str, int] = {}
        told: dict[int, tuple[Answer, bytes]] = {}
        in_streams: dict[_Stream, list[Stored]] = defaultdict(list)
        in_arounds: dict[_Around, list[Stored]] = defaultdict(list)
        for row in rows:
            match row["part"]:
                case 0:
                    heads[self._logs[row["n"] - 1]] = row["head"]
                case 1:
                    told[row["n"] - 1] = _told(row)
                case 2:
                    event = stored(row[_OWN_COLUMNS:])
                    in_streams[(event.log, event.stream)].append(event)
                case _:
                    in_arounds[arounds[row["n"]]].append(stored(row[_OWN_COLUMNS:]))
        for events in (*in_streams.values(), *in_arounds.values()):
            events.sort(key=_position)
        ends = {around: end for around, events in in_arounds.items() if (end := _end(events))}
        return [
            Found(
                streams=_in_streams(wanted, in_streams) if in_streams else (),
                around=_in_surroundings(wanted, in_arounds, ends) if in_arounds else (),
                around_to=ends.get((wanted.log, wanted.categories), heads[wanted.log]),
                head=heads[wanted.log],
                answered=told.get(n),
            )
            if wanted.log in heads
            else StreetUnknown(street=wanted.log)
            for n, wanted in enumerate(self._wanted)
        ]


def _told(row: Row) -> tuple[Answer, bytes]:
    answer = Answer(stream=row["stream"], version=row["version"], position=row["position"])
    return answer, row["body"]


def _in_streams(wanted: Wanted, found: Mapping[_Stream, list[Stored]]) -> list[Stored]:
    streams: list[Stored] = []
    for stream, after in wanted.streams.items():
        events = found.get((wanted.log, stream), [])
        streams += events[bisect_right(events, after, key=_version) :]
    return streams


def _in_surroundings(
    wanted: Wanted, found: Mapping[_Around, list[Stored]], ends: Mapping[_Around, int]
) -> list[Stored]:
    which = (wanted.log, wanted.categories)
    around = found.get(which, [])
    end = bisect_right(around, ends[which], key=_position) if which in ends else len(around)
    return around[bisect_right(around, wanted.after, key=_position) : end]


def _end(around: Sequence[Stored]) -> int | None:
    """Up to where they are all there, if some category had more than a page."""
    if len(around) < PAGE:
        return None
    lasts: dict[str, tuple[int, int]] = {}
    for event in around:
        category = event.stream.partition("-")[0]
        lasts[category] = (lasts.get(category, (0, 0))[0] + 1, event.position)
    return min((last for count, last in lasts.values() if count == PAGE), default=None)


def _version(event: Stored) -> int:
    return event.version


def _position(event: Stored) -> int:
    return event.position
