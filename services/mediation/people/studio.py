"""A mediation studio (调解工作室): founded under a committee, awarded its plaque, or losing it."""

from collections.abc import Sequence

from services.contracts.mediation.commands.mediators import (
    AwardPlaque,
    CloseStudio,
    FoundStudio,
    RevokePlaque,
)
from services.contracts.mediation.events.mediators import (
    StudioClosed,
    StudioFounded,
    StudioPlaqueAwarded,
    StudioPlaqueRevoked,
)
from services.kernel import Claim, Decider, Setting, Standing, State, Take
from services.mediation.known import Surroundings
from services.mediation.people.committee import check_committee
from services.mediation.people.refusals import (
    PlaqueNumberTaken,
    StudioAlreadyFounded,
    StudioHasNoPlaque,
    StudioHasPlaque,
    StudioIsClosed,
    StudioPlaceUnknown,
    StudioUnknown,
)


class Unfounded(State):
    """Nobody founded it."""


class Founded(State):
    """Works under its committee, without a plaque (or no more with one)."""

    committee_id: str


class Plaqued(Founded):
    """挂牌示范调解工作室: it counts."""

    no: str


class Closed(State):
    """Closed for good."""

    committee_id: str


type Studio = Unfounded | Founded | Plaqued | Closed

type StudioCommand = FoundStudio | AwardPlaque | RevokePlaque | CloseStudio
type StudioEvent = StudioFounded | StudioPlaqueAwarded | StudioPlaqueRevoked | StudioClosed


def decide(
    command: StudioCommand, studio: Studio, setting: Setting[Studio, Surroundings]
) -> list[StudioEvent]:
    which = command.studio_id
    match studio, command:
        case Unfounded(), FoundStudio():
            return [_founded(command, setting.around)]
        case Unfounded(), _:
            raise StudioUnknown
        case _, FoundStudio():
            raise StudioAlreadyFounded
        case Closed(), _:
            raise StudioIsClosed
        case Founded(), CloseStudio(reason=reason):
            return [StudioClosed(studio_id=which, reason=reason)]
        case Plaqued(no=no), RevokePlaque(reason=reason):
            return [StudioPlaqueRevoked(studio_id=which, no=no, reason=reason)]
        case Plaqued(), AwardPlaque():
            raise StudioHasPlaque
        case Founded(committee_id=committee), AwardPlaque():
            return [StudioPlaqueAwarded(committee_id=committee, **vars(command))]
        case Founded(), RevokePlaque():
            raise StudioHasNoPlaque


def _founded(command: FoundStudio, around: Surroundings) -> StudioFounded:
    check_committee(command.committee_id, around.directory)
    if not around.directory.knows(command.place_id):
        raise StudioPlaceUnknown(place=command.place_id)
    return StudioFounded(**vars(command))


def evolve(studio: Studio, event: StudioEvent) -> Studio:
    match studio, event:
        case Unfounded(), StudioFounded(committee_id=committee):
            return Founded(committee_id=committee)
        case Founded(committee_id=committee), StudioPlaqueAwarded(no=no):
            return Plaqued(committee_id=committee, no=no)
        case Plaqued(committee_id=committee), StudioPlaqueRevoked():
            return Founded(committee_id=committee)
        case Founded(committee_id=committee), StudioClosed():
            return Closed(committee_id=committee)
        case _:
            return studio


def claims(event: StudioEvent) -> Sequence[Claim]:
    """A plaque's number is used once and never again."""
    match event:
        case StudioPlaqueAwarded(no=no):
            return [Take(scope="studio-plaque", key=no, refusal=PlaqueNumberTaken)]
        case _:
            return []


def standing(command: StudioCommand, studio: Studio, around: Surroundings) -> Standing:
    match studio, command:
        case Unfounded(), FoundStudio(committee_id=committee):
            return Standing(place=committee)
        case Unfounded(), _:
            return Standing(place="")
        case Founded(committee_id=committee) | Closed(committee_id=committee), _:
            return Standing(place=committee)


decider: Decider[StudioCommand, Studio, StudioEvent, Surroundings] = Decider(
    category="studio",
    initial=Unfounded(),
    decide=decide,
    evolve=evolve,
    standing=standing,
    claims=claims,
)
