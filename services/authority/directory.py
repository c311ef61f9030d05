"""The administrative tree as one room knows it: street → community → grid/estate → building,
departments beside."""

from collections.abc import Iterator

from rpds import HashTrieMap

from services.contracts.places import UnitKind
from services.kernel import State


class Unit(State):
    """One org unit and what it belongs to (None for the street itself)."""

    code: str
    kind: UnitKind
    parent: str | None


class Directory(State):
    """Every org unit by its code. Persistent: a new unit is a new directory sharing the rest."""

    units: "HashTrieMap[str, Unit]" = HashTrieMap()

    def knows(self, code: str) -> bool:
        return code in self.units

    def kind(self, code: str) -> UnitKind | None:
        unit = self.units.get(code)
        return unit.kind if unit else None

    def with_unit(self, code: str, kind: UnitKind, parent: str | None) -> "Directory":
        return Directory(units=self.units.insert(code, Unit(code=code, kind=kind, parent=parent)))

    def lineage(self, code: str) -> Iterator[str]:
        """The unit, then what it belongs to, up to the street."""
        seen: set[str] = set()
        at: str | None = code
        while at is not None and at not in seen:
            yield at
            seen.add(at)
            unit = self.units.get(at)
            at = unit.parent if unit else None

    def within(self, code: str, ancestor: str) -> bool:
        """Is this unit that one, or below it?"""
        return ancestor in self.lineage(code)

    def of_kind(self, code: str, kind: UnitKind) -> str | None:
        """The nearest unit of this kind at or above: the community an estate belongs to."""
        return next((each for each in self.lineage(code) if self.kind(each) is kind), None)
