"""Where a petition stands in the org tree, and who must be kept away from it."""

from collections.abc import Collection
from typing import Protocol

from services.authority import Directory
from services.contracts.petitions.events.petition import ConflictCheck
from services.kernel import Setting, Standing
from services.petitions.hall.known import Facts
from services.petitions.hall.refusals import ConflictOfInterest
from services.petitions.hall.refusals_closing import CallerHandles
from services.petitions.hall.states import Hall, Replied
from services.petitions.surroundings import Surroundings


class Complaint(Protocol):
    """What is known of whom a petition complains, in its own stream or in the hall's files."""

    @property
    def accused_orgs(self) -> tuple[str, ...]: ...


def place_of(facts: Facts, directory: Directory) -> str:
    """The unit that judges it: its station, or one above every accused unit (P-INV-1)."""
    return judged_at(facts.station_id or facts.estate_id, facts, directory)


def judged_at(own: str, complaint: Complaint, directory: Directory) -> str:
    """Its own place, or one above every accused unit."""
    lineage = list(directory.lineage(own))
    accused = [n for n, unit in enumerate(lineage) if unit in complaint.accused_orgs]
    if not accused:
        return own
    return lineage[min(accused[-1] + 1, len(lineage) - 1)]


def standing_at(place: str, facts: Facts) -> Standing:
    """With the people who have a part in it."""
    petitioner = () if facts.petitioner is None else (str(facts.petitioner),)
    return Standing(
        place=place,
        people={
            "petitioner": frozenset(petitioner),
            "accused": frozenset(str(person) for person in facts.accused_persons),
        },
    )


def holds(setting: Setting[object, Surroundings], roles: Collection[str], place: str) -> bool:
    """Has the asker one of these roles at or above this place?"""
    who, directory = setting.asker, setting.around.directory
    return any(
        grant.role in roles and (grant.org == who.street or directory.within(place, grant.org))
        for grant in who.grants
    )


def conflict_check(facts: Facts, directory: Directory) -> ConflictCheck:
    """Everyone this petition must not reach: the accused, and every unit below an accused one."""
    below = (
        code
        for code in directory.units
        if any(directory.within(code, accused) for accused in facts.accused_orgs)
    )
    return ConflictCheck(
        excluded_orgs=tuple(sorted({*facts.accused_orgs, *below})),
        excluded_persons=tuple(sorted(facts.accused_persons, key=str)),
    )


def check_target(unit: str, complaint: Complaint, directory: Directory) -> None:
    """Raises ConflictOfInterest where this unit is accused, or below one that is (P-INV-1)."""
    if any(directory.within(unit, accused) for accused in complaint.accused_orgs):
        raise ConflictOfInterest(unit=unit)


def check_independent(petition: Replied, setting: Hall) -> None:
    """Who calls back or closes is of no handling or accused unit, nor the replier (P-INV-10, 1).

    The street is above everyone: where its own office handles, only its own people count as
    handlers, or nobody would be left to ask.
    """
    directory, street = setting.around.directory, setting.asker.street
    if setting.asker.person == str(petition.replied_by):
        raise CallerHandles
    for grant in setting.asker.grants:
        for unit in petition.handling_orgs:
            own_people = grant.org == unit
            if own_people or (unit != street and directory.within(grant.org, unit)):
                raise CallerHandles(unit=unit)
        check_target(grant.org, petition.facts, directory)
