"""An assembly proposed upon a frozen roll and noticed, once or again (P-LAW-50, 51)."""

from datetime import timedelta

from services.contracts.petitions.commands.owners_assembly import NoticeAssembly, ProposeAssembly
from services.contracts.petitions.events.owners_assembly import AssemblyNoticed, AssemblyProposed
from services.contracts.petitions.owners_assembly_values import ProposedBy
from services.contracts.petitions.owners_words import JointMatter
from services.kernel import Setting
from services.petitions.owners.refusals_assembly import (
    CandidateUnfit,
    InterestedUnnamed,
    ItemNoticedTwice,
    NoticeTooShort,
    NotOnTheRoll,
    RollIsNotFrozen,
    TooFewOwnersPropose,
    VoteEndsBeforeItBegins,
)
from services.petitions.owners.states_assembly import Assembly, Proposed
from services.petitions.periods import local_day
from services.petitions.surroundings import Surroundings

type AtAssembly = Setting[Assembly, Surroundings]

NOTICE = timedelta(days=15)
"""Full days between the notice and the vote: neither the day of posting nor of opening counts."""


def proposed(command: ProposeAssembly, setting: AtAssembly) -> AssemblyProposed:
    roll = setting.around.rolls.frozen(command.roll_id)
    if roll is None:
        raise RollIsNotFrozen
    strange = {*command.proposers} - roll.weights.keys()
    if strange:
        raise NotOnTheRoll(keys=sorted(map(str, strange)))
    by_owners = command.proposed_by is ProposedBy.OWNERS
    if by_owners and 5 * len({*command.proposers}) < len(roll.weights):
        raise TooFewOwnersPropose(heads=len(roll.weights))
    return AssemblyProposed(**vars(command), estate_ids=roll.estate_ids)


def noticed(command: NoticeAssembly, assembly: Proposed, setting: AtAssembly) -> AssemblyNoticed:
    posted = setting.occurred_at
    if local_day(command.voting_opens_at) <= local_day(posted) + NOTICE:
        raise NoticeTooShort(earliest=str(local_day(posted) + NOTICE + timedelta(days=1)))
    if command.voting_closes_at <= command.voting_opens_at:
        raise VoteEndsBeforeItBegins
    if len({item.item_id for item in command.items}) < len(command.items):
        raise ItemNoticedTwice
    check_interested(command, assembly, setting)
    check_candidates(command)
    return AssemblyNoticed(**vars(command), notice_posted_at=posted, round=assembly.rounds + 1)


def check_interested(command: NoticeAssembly, assembly: Proposed, setting: AtAssembly) -> None:
    """Raises InterestedUnnamed where nobody could tell whose consent is asked (P-LAW-63)."""
    roll = setting.around.rolls.frozen(assembly.roll_id)
    voters = {} if roll is None else roll.voters
    for item in command.items:
        units = {*item.interested_units}
        asks_all = item.matter is JointMatter.HOME_TO_SHOP
        if bool(units) is not asks_all or units - voters.keys():
            raise InterestedUnnamed(item=item.item_id)


def check_candidates(command: NoticeAssembly) -> None:
    """Raises CandidateUnfit unless each seat's item names a candidate of the notice, once."""
    seats = [item for item in command.items if item.candidate is not None]
    people = [item.candidate for item in seats]
    others = any(item.matter is not JointMatter.COMMITTEE for item in seats)
    if others or {*people} - {*command.candidates} or len({*people}) < len(people):
        raise CandidateUnfit
