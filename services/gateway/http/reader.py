"""Who reads: a principal, the street's org tree, and what the person is besides."""

from collections.abc import Collection, Iterable

from services.authority import Directory, Role
from services.contracts.places import UnitKind
from services.kernel import State
from services.kernel.actor import Principal

PRIVATE = frozenset(
    {
        Role.RESIDENT,
        Role.OWNER,
        Role.GUARDIAN,
        Role.VOLUNTEER,
        Role.PARTY_VOLUNTEER,
        Role.DOUBLE_REGISTERED,
    }
)
"""Roles of people as neighbours. Any other is an office, and makes one a member of its unit."""


class Reader(State):
    """Somebody reading. `mediators`, `volunteers`: under which ids the rooms know this person.

    `code`: the query code this person brings along, as whoever filed a petition without a name has.
    """

    who: Principal
    directory: Directory
    mediators: frozenset[str] = frozenset()
    volunteers: frozenset[str] = frozenset()
    code: str | None = None

    def holds(self, roles: Collection[str], place: str | None) -> bool:
        """One of these roles at or above the place; a station's serves its whole estate."""
        return any(
            each.role in roles and self._reaches(each.org, place) for each in self.who.grants
        )

    def serves(self, orgs: Iterable[str]) -> bool:
        """An office in one of these units, or below one."""
        units = tuple(orgs)
        return any(
            each.role not in PRIVATE
            and any(self.directory.within(each.org, unit) for unit in units)
            for each in self.who.grants
        )

    def is_one_of(self, people: Iterable[object]) -> bool:
        """Is it this person?"""
        return any(str(person) == self.who.person for person in people)

    def mediates(self, ids: Iterable[object]) -> bool:
        """Is this person one of these mediators?"""
        return any(str(each) in self.mediators for each in ids)

    def volunteers_as(self, ids: Iterable[object]) -> bool:
        """Is this person one of these volunteers?"""
        return any(str(each) in self.volunteers for each in ids)

    def _reaches(self, org: str, place: str | None) -> bool:
        if org == self.who.street:
            return True
        if place is None:
            return False
        if self.directory.within(place, org):
            return True
        unit = self.directory.units.get(org)
        return unit is not None and unit.kind is UnitKind.STATION and unit.parent == place
