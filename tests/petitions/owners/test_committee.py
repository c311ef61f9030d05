"""An owners' committee: whom the assembly elected, and nobody else; filed in thirty days."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from services.contracts.ids import CommitteeId, OwnerKey, PersonId
from services.contracts.petitions.commands.owners_assembly import PublishDecision
from services.contracts.petitions.commands.owners_committee import (
    DissolveCommittee,
    FileCommittee,
    RecordElection,
    SeatAlternate,
    TellFilingOverdue,
    VacateSeat,
)
from services.contracts.petitions.commands.privacy import AnswerErasure
from services.contracts.petitions.events import petitions_events
from services.contracts.petitions.events.owners_assembly import (
    AssemblyDecided,
    DecisionPosted,
    DecisionRevokedByAuthority,
    TallyCounted,
)
from services.contracts.petitions.events.owners_committee import (
    AlternateSeated,
    CommitteeDissolved,
    CommitteeElected,
    CommitteeFiled,
    CommitteeFilingOverdue,
    MemberVacated,
)
from services.contracts.petitions.events.privacy import ErasureRequested, ErasureRestricted
from services.contracts.petitions.owners_assembly_values import ItemOutcome, NoticedItem
from services.contracts.petitions.owners_words import Choice, JointMatter
from services.contracts.petitions.words import RoomName
from services.kernel import SetTimer, replace
from services.kernel.decider import fold
from services.petitions.owners import committee
from services.petitions.owners.refusals_assembly import CandidateUnfit
from services.petitions.owners.refusals_committee import (
    AssemblyElectedNobody,
    CommitteeAlreadyRecorded,
    CommitteeIsDissolved,
    CommitteeSizeUnfit,
    CommitteeUnknown,
    NoSuchAlternate,
    NoSuchMember,
    NotElected,
)
from services.petitions.owners.rolls import Rolls
from services.petitions.privacy import erasure
from services.petitions.surroundings import evolve
from tests.petitions.owners.assembly_cast import (
    CLOSES,
    VOTE,
    around,
    closed,
    count_of,
    notice,
    noticed,
    opened,
    proposed,
    teller,
    was_cast,
)
from tests.petitions.owners.assembly_cast import given as at_assembly
from tests.petitions.owners.test_roll import ADA_KEY, BOB_KEY, DEVELOPER
from tests.scenario import NOON, Scenario, an_id

COMMITTEE = an_id(CommitteeId)
LI, WANG, ZHAO, QIAN, SUN = (
    an_id(PersonId, name) for name in ("li", "wang", "zhao", "qian", "sun")
)
PEOPLE = (LI, WANG, ZHAO, QIAN, SUN)


def seat(n: int, **other: Any) -> NoticedItem:
    told = {
        "item_id": f"seat-{n}",
        "matter": JointMatter.COMMITTEE,
        "text": "选举业主委员会委员",
        "candidate": PEOPLE[n],
    }
    return NoticedItem(**{**told, **other})


election = noticed.model_copy(
    update={"items": tuple(seat(n) for n in range(5)), "candidates": PEOPLE}
)
ELECTED_AT = CLOSES + timedelta(hours=1)


def decided(*passed: int) -> AssemblyDecided:
    return AssemblyDecided(
        assembly_id=VOTE,
        items=tuple(
            ItemOutcome(item_id=f"seat-{n}", quorum_met=True, passed=n in passed) for n in range(5)
        ),
        post_by=ELECTED_AT + timedelta(days=3),
    )


def after(*passed: int, more: tuple[Any, ...] = ()) -> Any:
    known = fold(evolve, around, [proposed, election, decided(*passed), *more])
    return Scenario(committee.decider, petitions_events, known)


record = RecordElection(
    committee_id=COMMITTEE,
    assembly_id=VOTE,
    members=(LI, WANG, ZHAO),
    alternates=(QIAN,),
    term_years=5,
)
elected = CommitteeElected(
    committee_id=COMMITTEE,
    assembly_id=VOTE,
    estate_ids=("E01",),
    members=(LI, WANG, ZHAO),
    alternates=(QIAN,),
    elected_on=date(2024, 11, 24),
    term_until=date(2029, 11, 24),
    file_by=datetime(2024, 12, 24, 16, tzinfo=UTC),
)
all_won = after(0, 1, 2, 3)


def test_p_inv_36_who_won_both_majorities_is_seated() -> None:
    """Elected on Sunday 24 November; thirty days end on Tuesday 24 December."""
    all_won.given().when(record).then(elected)
    all_won.given(elected).when(record).refused(CommitteeAlreadyRecorded)


def test_p_inv_36_nobody_is_seated_without_the_majority_on_both_measures() -> None:
    after(0, 1, 3).given().when(record).refused(NotElected)
    loser = record.model_copy(update={"alternates": (SUN,)})
    all_won.given().when(loser).refused(NotElected)


def test_p_inv_36_one_voice_of_three_elects_nobody() -> None:
    """Of 289.50 m² and three heads 100 m² and one agree, as the count tells it."""
    one = notice.model_copy(update={"items": (seat(0),), "candidates": (LI,)})
    ballots = [
        opened(serial, choice).model_copy(
            update={
                "marks": (opened(serial, choice).marks[0].model_copy(update={"item_id": "seat-0"}),)
            }
        )
        for serial, choice in (("A1", Choice.FOR), ("B1", Choice.AGAINST), ("D1", Choice.ABSTAIN))
    ]
    told = noticed.model_copy(update={"items": one.items, "candidates": one.candidates})
    history = (
        *(proposed, told),
        *(
            was_cast(each, who)
            for each, who in zip(ballots, (ADA_KEY, BOB_KEY, DEVELOPER), strict=True)
        ),
        closed,
    )
    tally, outcome = at_assembly(*history).when(count_of(*ballots), by=teller, at=CLOSES).events
    assert isinstance(tally, TallyCounted)
    assert (tally.area_for, tally.heads_for) == (100_00, 1)
    assert isinstance(outcome, AssemblyDecided)
    assert not outcome.items[0].passed
    known = fold(evolve, around, [proposed, told, outcome])
    alone = Scenario(committee.decider, petitions_events, known).given()
    three = record.model_copy(update={"members": (LI, WANG, ZHAO), "alternates": ()})
    alone.when(three).refused(NotElected)


def test_p_inv_36_odd_and_three_at_least_where_few_live() -> None:
    for members in ((LI,), (LI, WANG), (LI, WANG, ZHAO, QIAN), (LI, WANG, LI)):
        unfit = record.model_copy(update={"members": members, "alternates": ()})
        all_won.given().when(unfit).refused(CommitteeSizeUnfit)
    twice = record.model_copy(update={"alternates": (LI,)})
    all_won.given().when(twice).refused(CommitteeSizeUnfit)


def test_p_inv_36_a_hundred_households_need_five() -> None:
    frozen = around.rolls.frozen(proposed.roll_id)
    assert frozen is not None
    weight = frozen.weights[ADA_KEY]
    weights = {an_id(OwnerKey, f"owner {n}"): weight for n in range(100)}
    known = fold(evolve, around, [proposed, election, decided(0, 1, 2, 3, 4)])
    many = known.rolls.by_id.insert(str(proposed.roll_id), replace(frozen, weights=weights))
    large = replace(known, rolls=Rolls(by_id=many))
    at_large = Scenario(committee.decider, petitions_events, large)
    at_large.given().when(record).refused(CommitteeSizeUnfit)
    five = record.model_copy(update={"members": PEOPLE, "alternates": ()})
    (told,) = at_large.given().when(five).events
    assert isinstance(told, CommitteeElected)


def test_p_inv_36_each_seat_names_a_candidate_of_the_notice_once() -> None:
    def asked(*items: NoticedItem, candidates: tuple[PersonId, ...] = PEOPLE) -> Any:
        return notice.model_copy(update={"items": items, "candidates": candidates})

    at_assembly(proposed).when(asked(seat(0), seat(1))).then(
        noticed.model_copy(update={"items": (seat(0), seat(1)), "candidates": PEOPLE})
    )
    for wrong in (
        asked(seat(0), candidates=(WANG,)),
        asked(seat(0), seat(1, candidate=LI)),
        asked(seat(0, matter=JointMatter.USE_FUND)),
    ):
        at_assembly(proposed).when(wrong).refused(CandidateUnfit)


def test_no_decision_no_committee() -> None:
    Scenario(committee.decider, petitions_events, around).given().when(record).refused(
        AssemblyElectedNobody
    )
    revoked = DecisionRevokedByAuthority(assembly_id=VOTE, reason="程序违法")
    after(0, 1, 2, 3, more=(revoked,)).given().when(record).refused(AssemblyElectedNobody)


def test_p_inv_37_what_is_not_filed_in_thirty_days_is_told() -> None:
    tell = TellFilingOverdue(committee_id=COMMITTEE)
    filing = FileCommittee(committee_id=COMMITTEE, authority="区住建局", document_ref="备-1")
    filed = CommitteeFiled(committee_id=COMMITTEE, authority="区住建局", document_ref="备-1")
    assert committee.deadlines(elected) == [
        SetTimer(name="filing", due_at=elected.file_by, command=tell)
    ]
    late = CommitteeFilingOverdue(committee_id=COMMITTEE)
    all_won.given(elected).when(tell).then(late)
    all_won.given(elected).when(filing).then(filed)
    all_won.given(elected, filed).when(tell).then()
    all_won.given(elected, filed).when(filing).then()
    all_won.given().when(filing).refused(CommitteeUnknown)


def test_an_alternate_takes_an_empty_seat_and_no_other() -> None:
    take = SeatAlternate(committee_id=COMMITTEE, alternate=QIAN)
    leave = VacateSeat(committee_id=COMMITTEE, member=LI, reason="出售房屋")
    empty = MemberVacated(committee_id=COMMITTEE, member=LI, reason="出售房屋")
    seated = AlternateSeated(committee_id=COMMITTEE, alternate=QIAN)
    all_won.given(elected).when(take).refused(NoSuchAlternate)
    all_won.given(elected).when(leave).then(empty)
    all_won.given(elected, empty).when(leave).refused(NoSuchMember)
    all_won.given(elected, empty).when(take).then(seated)
    all_won.given(elected, empty, seated).when(take).refused(NoSuchAlternate)
    end = DissolveCommittee(committee_id=COMMITTEE, reason="任期届满")
    over = CommitteeDissolved(committee_id=COMMITTEE, reason="任期届满")
    all_won.given(elected).when(end).then(over)
    all_won.given(elected, over).when(leave).refused(CommitteeIsDissolved)


def test_p_inv_40_a_decision_says_until_when_its_ballots_are_kept() -> None:
    publish = PublishDecision(assembly_id=VOTE)
    posted = DecisionPosted(assembly_id=VOTE, posted_at=NOON, keep_until=date(2029, 11, 4))
    history = (proposed, election, closed, decided(0))
    at_assembly(*history).when(publish).then(posted)
    short = publish.model_copy(update={"keep_years": 1})
    a_year = posted.model_copy(update={"keep_until": date(2025, 11, 4)})
    at_assembly(*history).when(short).then(a_year)


def test_p_inv_40_whoever_voted_is_not_forgotten_while_the_ballots_are_kept() -> None:
    ada = PersonId(ADA_KEY)
    posted = DecisionPosted(assembly_id=VOTE, posted_at=NOON, keep_until=date(2029, 11, 4))
    asked = ErasureRequested(person=ada, round=1, due_at=NOON)
    answer = AnswerErasure(person=ada)

    def told(*more: Any, at: datetime = NOON) -> Any:
        known = fold(evolve, around, [proposed, election, *more])
        at_privacy = Scenario(erasure.decider, petitions_events, known)
        return at_privacy.given(asked).when(answer, at=at).events[0]

    kept = ErasureRestricted(
        person=ada, room=RoomName.PETITIONS, ground="OWNERS_VOTE", until=date(2029, 11, 4)
    )
    assert told(decided(0), posted) == kept
    assert told() == kept.model_copy(update={"until": None})
    later = told(decided(0), posted, at=datetime(2029, 11, 5, tzinfo=UTC))
    assert type(later).__name__ == "ErasureApplied"
