"""A Party organisation of four levels: community, estate (特设), building group, volunteers."""

from collections.abc import Sequence

from services.contracts.petitions.commands.registry import (
    AssessPartyOrg,
    DissolvePartyOrg,
    FoundPartyOrg,
    ReparentPartyOrg,
)
from services.contracts.petitions.events.registry import (
    PartyOrgAssessed,
    PartyOrgDissolved,
    PartyOrgFounded,
    PartyOrgReparented,
)
from services.contracts.places import UnitKind
from services.kernel import Claim, Decider, Release, Setting, Standing, State, Take, replace
from services.petitions.registry.refusals import (
    EstateHasPartyOrg,
    NotAnEstate,
    ParentOneLevelUp,
    PartyOrgAlreadyFounded,
    PartyOrgIsDissolved,
    PartyOrgUnknown,
    UnitUnknown,
)
from services.petitions.surroundings import Surroundings

ESTATE_LEVEL = 2


class Unfounded(State):
    """Nobody has founded it."""


class Founded(State):
    """It stands."""

    level: int
    place_id: str
    parent_id: str | None


class Dissolved(State):
    """It stands no more."""

    place_id: str


type PartyOrg = Unfounded | Founded | Dissolved

type PartyOrgCommand = FoundPartyOrg | ReparentPartyOrg | AssessPartyOrg | DissolvePartyOrg
type PartyOrgEvent = PartyOrgFounded | PartyOrgReparented | PartyOrgAssessed | PartyOrgDissolved


def decide(
    command: PartyOrgCommand, org: PartyOrg, setting: Setting[PartyOrg, Surroundings]
) -> list[PartyOrgEvent]:
    which = command.party_org_id
    match org, command:
        case Unfounded(), FoundPartyOrg(level=level, parent_id=parent):
            _check_place(command, setting.around)
            _check_parent(level, parent, setting.around)
            return [PartyOrgFounded(**vars(command))]
        case _, FoundPartyOrg():
            raise PartyOrgAlreadyFounded
        case Unfounded(), _:
            raise PartyOrgUnknown
        case Dissolved(), _:
            raise PartyOrgIsDissolved
        case Founded(parent_id=now), ReparentPartyOrg(parent_id=parent) if parent == now:
            return []
        case Founded(level=level), ReparentPartyOrg(parent_id=parent):
            _check_parent(level, parent, setting.around)
            return [PartyOrgReparented(party_org_id=which, parent_id=parent)]
        case Founded(), AssessPartyOrg():
            return [PartyOrgAssessed(**vars(command))]
        case Founded(level=level, place_id=place), DissolvePartyOrg(reason=reason):
            return [
                PartyOrgDissolved(party_org_id=which, level=level, place_id=place, reason=reason)
            ]


def _check_place(command: FoundPartyOrg, around: Surroundings) -> None:
    kind = around.directory.kind(command.place_id)
    if kind is None:
        raise UnitUnknown(unit=command.place_id)
    if command.level == ESTATE_LEVEL and kind is not UnitKind.ESTATE:
        raise NotAnEstate(estate=command.place_id)


def _check_parent(level: int, parent: str | None, around: Surroundings) -> None:
    """The parent stands exactly one level above; level 1 has none (R-INV-4)."""
    if parent is None:
        if level != 1:
            raise ParentOneLevelUp
    elif around.party_levels.get(parent) != level - 1:
        raise ParentOneLevelUp(parent=parent)


def evolve(org: PartyOrg, event: PartyOrgEvent) -> PartyOrg:
    match org, event:
        case Unfounded(), PartyOrgFounded(level=level, place_id=place, parent_id=parent):
            return Founded(level=level, place_id=place, parent_id=parent)
        case Founded(), PartyOrgReparented(parent_id=parent):
            return replace(org, parent_id=parent)
        case Founded(place_id=place), PartyOrgDissolved():
            return Dissolved(place_id=place)
        case _:
            return org


def claims(event: PartyOrgEvent) -> Sequence[Claim]:
    """One special Party organisation for an estate, until it is dissolved (R-INV-3)."""
    match event:
        case PartyOrgFounded(level=2, place_id=estate):
            return [Take(scope="party-org-of-estate", key=estate, refusal=EstateHasPartyOrg)]
        case PartyOrgDissolved(level=2, place_id=estate):
            return [Release(scope="party-org-of-estate", key=estate)]
        case _:
            return []


def standing(command: PartyOrgCommand, org: PartyOrg, around: Surroundings) -> Standing:
    match command, org:
        case FoundPartyOrg(place_id=place), _:
            return Standing(place=place)
        case _, Founded(place_id=place) | Dissolved(place_id=place):
            return Standing(place=place)
        case _:
            return Standing(place=command.party_org_id)


decider: Decider[PartyOrgCommand, PartyOrg, PartyOrgEvent, Surroundings] = Decider(
    category="party",
    initial=Unfounded(),
    decide=decide,
    evolve=evolve,
    standing=standing,
    claims=claims,
)
