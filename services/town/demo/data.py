"""The demonstration street's data file, read once, and the small arithmetic its rows share."""

import tomllib
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from services.kernel.values import State
from services.town.demo.client import Who

FILE = Path(__file__).parent / "street.toml"
HERE = ZoneInfo("Asia/Shanghai")


class Community(State):
    """A community with its estates, those with a station, those with a Party organisation."""

    code: str
    name: str
    estates: tuple[str, ...]
    stations: tuple[str, ...]
    party: tuple[str, ...]

    @property
    def officer(self) -> Who:
        return Who(name=f"{self.code} officer", role="community_officer", org=self.code)

    @property
    def chair(self) -> Who:
        return Who(name=f"{self.code} chair", role="committee_chair", org=self.code)

    @property
    def clerk(self) -> Who:
        return Who(name=f"{self.code} clerk", role="station_clerk", org=self.code)


class Street(State):
    """The file, with what every part of the loading asks of it."""

    raw: dict[str, Any]
    communities: tuple[Community, ...]

    @property
    def code(self) -> str:
        return str(self.raw["street"]["code"])

    def officer(self, number: int = 1) -> Who:
        return Who(name=f"street officer {number}", role="street_officer", org=self.code)

    @property
    def chair(self) -> Who:
        return Who(name="street chair", role="committee_chair", org=self.code)

    @property
    def estates(self) -> tuple[str, ...]:
        return tuple(estate for each in self.communities for estate in each.estates)

    @property
    def stations(self) -> tuple[str, ...]:
        return tuple(estate for each in self.communities for estate in each.stations)

    def community(self, estate: str) -> Community:
        return next(each for each in self.communities if estate in each.estates)


def read_street(file: Path = FILE) -> Street:
    """The demonstration street as its file says."""
    raw = tomllib.loads(file.read_text())
    communities = tuple(
        Community(
            code=each["code"],
            name=each["name"],
            estates=tuple(each["estates"]),
            stations=tuple(each["stations"]),
            party=tuple(each["party"]),
        )
        for each in raw["communities"]
    )
    return Street(raw=raw, communities=communities)


def at(day: str | date, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of a day in Shengquan."""
    which = date.fromisoformat(day) if isinstance(day, str) else day
    return datetime.combine(which, time(hour, minute), HERE)


def later(moment: datetime, days: int = 0, hours: int = 0) -> datetime:
    return moment + timedelta(days=days, hours=hours)


def spread(counts: Iterable[tuple[str, int]]) -> Iterator[str]:
    """`[("GOLD", 2), ("REGULAR", 1)]` → GOLD, GOLD, REGULAR."""
    for what, count in counts:
        yield from [what] * count
