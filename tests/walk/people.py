"""Who asks the town for something: people with roles, and the tokens that say so."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid5

from services.kernel.actor import Grant
from services.kernel.values import State
from services.plumbing.issuer import DevelopmentIssuer, open_issuer
from services.plumbing.settings import DEVELOPMENT_ISSUER
from tests.walk.town import STREET

_PEOPLE = UUID("0c1f9d2e-6a3b-5c4d-8e7f-102938475665")


class Who(State):
    """Somebody in one role at one org unit: the same name is the same person."""

    name: str
    role: str
    org: str = STREET

    @property
    def person(self) -> str:
        return person(self.name)


def person(name: str) -> str:
    return str(uuid5(_PEOPLE, name))


OFFICER = Who(name="street officer", role="street_officer")
SECOND_OFFICER = Who(name="second street officer", role="street_officer")
CHAIR = Who(name="street chair", role="committee_chair")
CLERK = Who(name="clerk", role="station_clerk", org="C1")
COMMUNITY = Who(name="community officer", role="community_officer", org="C1")
COMMUNITY_CHAIR = Who(name="community chair", role="committee_chair", org="C1")
HANDLER = Who(name="handler", role="dept_handler", org="HOUSING")
AUDITOR = Who(name="auditor", role="auditor")


def resident(name: str) -> Who:
    return Who(name=name, role="resident", org="E01")


class Tokens:
    """Bearer tokens of the development issuer whose key lies in a folder of secrets."""

    def __init__(self, secrets: Path) -> None:
        self.issuer: DevelopmentIssuer = open_issuer(
            secrets / "issuer.jwk", DEVELOPMENT_ISSUER, "yizhan", "development"
        )
        self._known: dict[Who, str] = {}

    def of(self, who: Who) -> str:
        if who not in self._known:
            self._known[who] = self.mint(who)
        return self._known[who]

    def mint(self, who: Who, hours: float = 8, street: str = STREET) -> str:
        """One that is not kept: a past lifetime makes one that has run out."""
        grants = (Grant(role=who.role, org=who.org),)
        return self.issuer.mint(who.person, street, grants, timedelta(hours=hours))
