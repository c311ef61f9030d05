"""三级调解: at which level a case is, which committee answers for it, and how it goes up."""

from services.authority import Directory
from services.contracts.mediation.kinds import Risk
from services.contracts.places import UnitKind
from services.mediation.cases.refusals import (
    LevelOnlyGoesUpByOne,
)
from services.mediation.cases.states import File
from services.mediation.cases.work_refusals import (
    WrongCommittee,
)

STREET_LEVEL = 3


def committee_of(file: File, directory: Directory) -> str | None:
    """The committee whose seal stands: groups (1) work under the community's (M-LAW-9)."""
    kind = UnitKind.STREET if file.level == STREET_LEVEL else UnitKind.COMMUNITY
    return directory.of_kind(file.estate_id, kind)


def check_committee(committee: str, file: File, directory: Directory) -> None:
    right = committee_of(file, directory)
    if committee != right:
        raise WrongCommittee(committee=committee, right=right)


def check_step(file: File, to_level: int, risk: Risk | None) -> None:
    """Up by one, or straight to the street for RED; never down (M-INV-9)."""
    by_one = to_level == file.level + 1
    at_once = to_level == STREET_LEVEL > file.level and risk is Risk.RED
    if not (by_one or at_once):
        raise LevelOnlyGoesUpByOne(level=file.level, asked=to_level)
