"""An owners' committee (业主委员会): elected by an assembly, filed in 30 days (P-INV-36, 37)."""

from collections.abc import Sequence
from datetime import datetime, time

from services.contracts.petitions.commands.owners_committee import (
    AnyCommitteeCommand,
    DissolveCommittee,
    FileCommittee,
    RecordElection,
    SeatAlternate,
    TellFilingOverdue,
    VacateSeat,
)
from services.contracts.petitions.events.owners_committee import (
    AlternateSeated,
    AnyCommitteeEvent,
    CommitteeDissolved,
    CommitteeElected,
    CommitteeFiled,
    CommitteeFilingOverdue,
    MemberVacated,
)
from services.kernel import (
    CancelTimer,
    Claim,
    Deadline,
    Decider,
    SetTimer,
    Setting,
    Standing,
    State,
    Take,
    replace,
)
from services.petitions.owners import refusals_committee as refusals
from services.petitions.owners.roll import above_all
from services.petitions.periods import HERE, after_calendar_days, years_after
from services.petitions.surroundings import Surroundings

FILED_WITHIN = 30
LEAST, LEAST_OF_FEW, FEW = 5, 3, 100
"""Seats; of an estate whose roll has fewer voters than a hundred, three will do (P-LAW-58)."""


class Unelected(State):
    """Nobody has recorded its election."""


class Seated(State):
    """At work. `size`: the seats there are."""

    estate_ids: tuple[str, ...]
    size: int
    members: tuple[object, ...]
    alternates: tuple[object, ...]
    filed: bool = False


class Dissolved(State):
    """No more."""

    estate_ids: tuple[str, ...]


type Committee = Unelected | Seated | Dissolved
type AtCommittee = Setting[Committee, Surroundings]


def decide(
    command: AnyCommitteeCommand, committee: Committee, setting: AtCommittee
) -> Sequence[AnyCommitteeEvent]:
    which = command.committee_id
    match committee, command:
        case Unelected(), RecordElection():
            return [_elected(command, setting)]
        case _, RecordElection():
            raise refusals.CommitteeAlreadyRecorded
        case Seated(filed=False), TellFilingOverdue():
            return [CommitteeFilingOverdue(committee_id=which)]
        case _, TellFilingOverdue():
            return []
        case Unelected(), _:
            raise refusals.CommitteeUnknown
        case Dissolved(), _:
            raise refusals.CommitteeIsDissolved
        case Seated(filed=True), FileCommittee():
            return []
        case Seated(), FileCommittee():
            return [CommitteeFiled(**vars(command))]
        case Seated(members=members), VacateSeat(member=who):
            if who not in members:
                raise refusals.NoSuchMember
            return [MemberVacated(**vars(command))]
        case Seated(), SeatAlternate(alternate=who):
            if who not in committee.alternates or len(committee.members) >= committee.size:
                raise refusals.NoSuchAlternate
            return [AlternateSeated(committee_id=which, alternate=who)]
        case Seated(), DissolveCommittee(reason=reason):
            return [CommitteeDissolved(committee_id=which, reason=reason)]


def _elected(command: RecordElection, setting: AtCommittee) -> CommitteeElected:
    around = setting.around
    vote = around.votes.decided(command.assembly_id)
    roll = None if vote is None else around.rolls.frozen(vote.roll_id)
    if vote is None or vote.decided_on is None or roll is None:
        raise refusals.AssemblyElectedNobody
    named = (*command.members, *command.alternates)
    least = LEAST_OF_FEW if len(roll.weights) < FEW else LEAST
    size = len(command.members)
    if size % 2 == 0 or size < least or len({*named}) < len(named):
        raise refusals.CommitteeSizeUnfit(least=least)
    strange = {*named} - vote.elected
    if strange:
        raise refusals.NotElected(people=sorted(map(str, strange)))
    elected_on, years = vote.decided_on, command.term_years
    start = datetime.combine(elected_on, time(), tzinfo=HERE)
    told = {name: value for name, value in command if name != "term_years"}
    return CommitteeElected(
        **told,
        estate_ids=vote.estate_ids,
        elected_on=elected_on,
        term_until=years_after(elected_on, years),
        file_by=after_calendar_days(start, FILED_WITHIN, around.calendars),
    )


def evolve(committee: Committee, event: AnyCommitteeEvent) -> Committee:
    match committee, event:
        case Unelected(), CommitteeElected():
            return Seated(
                estate_ids=event.estate_ids,
                size=len(event.members),
                members=event.members,
                alternates=event.alternates,
            )
        case Seated(), CommitteeFiled():
            return replace(committee, filed=True)
        case Seated(members=members), MemberVacated(member=who):
            return replace(committee, members=tuple(each for each in members if each != who))
        case Seated(members=members, alternates=alternates), AlternateSeated(alternate=who):
            rest = tuple(each for each in alternates if each != who)
            return replace(committee, members=(*members, who), alternates=rest)
        case Seated(estate_ids=estates), CommitteeDissolved():
            return Dissolved(estate_ids=estates)
        case _:
            return committee


def deadlines(event: AnyCommitteeEvent) -> Sequence[Deadline]:
    match event:
        case CommitteeElected(committee_id=which, file_by=due):
            tell = TellFilingOverdue(committee_id=which)
            return [SetTimer(name="filing", due_at=due, command=tell)]
        case CommitteeFiled() | CommitteeDissolved():
            return [CancelTimer(name="filing")]
        case _:
            return []


def claims(event: AnyCommitteeEvent) -> Sequence[Claim]:
    """One committee for each election."""
    match event:
        case CommitteeElected(assembly_id=assembly):
            refusal = refusals.AssemblyHasCommittee
            return [Take(scope="committee-of-assembly", key=str(assembly), refusal=refusal)]
        case _:
            return []


def standing(command: AnyCommitteeCommand, committee: Committee, around: Surroundings) -> Standing:
    match committee, command:
        case Unelected(), RecordElection(assembly_id=assembly):
            vote = around.votes.by_id.get(str(assembly))
            estates = (command.key,) if vote is None else vote.estate_ids
        case Unelected(), _:
            estates = (command.key,)
        case Seated() | Dissolved(), _:
            estates = committee.estate_ids
    return Standing(place=above_all(estates, around.directory))


decider: Decider[AnyCommitteeCommand, Committee, AnyCommitteeEvent, Surroundings] = Decider(
    category="committee",
    initial=Unelected(),
    decide=decide,
    evolve=evolve,
    standing=standing,
    deadlines=deadlines,
    claims=claims,
)
