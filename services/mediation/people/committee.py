"""People's mediation committees exist at communities and may at the street (M-LAW-9)."""

from services.authority import Directory
from services.contracts.places import UnitKind
from services.mediation.people.refusals import CommitteeUnknown

COMMITTEES = frozenset({UnitKind.COMMUNITY, UnitKind.STREET})


def check_committee(committee: str, directory: Directory) -> None:
    """Refuses a unit that has none."""
    if directory.kind(committee) not in COMMITTEES:
        raise CommitteeUnknown(committee=committee)
