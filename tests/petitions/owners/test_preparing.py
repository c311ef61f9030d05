"""The group that prepares the first assembly: applied for, reviewed, formed, posted, dissolved."""

from datetime import UTC, datetime

import pytest

from services.contracts.ids import OwnerKey, PersonId, PrepGroupId
from services.contracts.petitions.commands.owners_prep import (
    ApplyForGroup,
    ApproveGroup,
    DissolveGroup,
    FormGroup,
    PostGroupDrafts,
    PostGroupMembers,
    RejectGroup,
    TellGroupOverdue,
)
from services.contracts.petitions.events import petitions_events
from services.contracts.petitions.events.owners_prep import (
    GroupApplied,
    GroupApproved,
    GroupDissolved,
    GroupDraftsPosted,
    GroupFormed,
    GroupMembersPosted,
    GroupOverdue,
    GroupRejected,
)
from services.contracts.petitions.owners_prep_values import Draft, GroupMember, GroupMemberKind
from services.kernel import CancelTimer, Release, SetTimer, Take
from services.petitions.owners import preparing
from services.petitions.owners.refusals_prep import (
    ApplicantTwice,
    EstateHasGroup,
    GroupAlreadyApplied,
    GroupIsNotAt,
    GroupIsOver,
    GroupUnfit,
    GroupUnknown,
)
from tests.petitions.cast import id_of, officer, street
from tests.scenario import Scenario, an_id

GROUP = an_id(PrepGroupId)
OWNERS = tuple(an_id(OwnerKey, f"owner {n}") for n in range(3))
PEOPLE = tuple(an_id(PersonId, f"member {n}") for n in range(7))
apply = ApplyForGroup(
    group_id=GROUP,
    estate_ids=("E01",),
    applicants=OWNERS,
    delivered_area_centi_m2=6_000_000,
    total_area_centi_m2=10_000_000,
)
applied = GroupApplied(**vars(apply), review_by=datetime(2024, 12, 4, 16, tzinfo=UTC))
approved = GroupApproved(group_id=GROUP, approved_by=id_of(officer))
post, dissolve = PostGroupMembers(group_id=GROUP), DissolveGroup(group_id=GROUP, reason="已选举")
over = GroupDissolved(group_id=GROUP, estate_ids=("E01",), reason="已选举")


def of(*kinds: GroupMemberKind) -> tuple[GroupMember, ...]:
    return tuple(GroupMember(person=PEOPLE[n], kind=kind) for n, kind in enumerate(kinds))


OWNER, STREET, DEVELOPER = (
    GroupMemberKind.OWNER,
    GroupMemberKind.STREET,
    GroupMemberKind.DEVELOPER,
)
form = FormGroup(group_id=GROUP, members=of(OWNER, OWNER, STREET), leader=PEOPLE[2])
formed = GroupFormed(
    **vars(form),
    post_by=datetime(2024, 11, 11, 16, tzinfo=UTC),
    assembly_by=datetime(2025, 1, 3, 16, tzinfo=UTC),
)
posted = GroupMembersPosted(group_id=GROUP)
given = Scenario(preparing.decider, petitions_events, street).given


def test_p_law_56_owners_apply_and_the_street_reviews_in_thirty_days() -> None:
    """From Monday 4 November thirty days end on Wednesday 4 December."""
    given().when(apply).then(applied)
    given(applied).when(apply).refused(GroupAlreadyApplied)
    given().when(ApproveGroup(group_id=GROUP), by=officer).refused(GroupUnknown)
    given(applied).when(ApproveGroup(group_id=GROUP), by=officer).then(approved)
    reject = RejectGroup(group_id=GROUP, reason="交付面积不足")
    no = GroupRejected(
        group_id=GROUP,
        estate_ids=("E01",),
        reason="交付面积不足",
        rejected_by=id_of(officer),
    )
    given(applied).when(reject, by=officer).then(no)
    given(applied, no).when(ApproveGroup(group_id=GROUP), by=officer).refused(GroupIsOver)


@pytest.mark.parametrize(
    "wrong",
    [{"applicants": (OWNERS[0], OWNERS[0])}, {"delivered_area_centi_m2": 10_000_001}],
    ids=["twice", "more delivered than there is"],
)
def test_an_application_adds_up(wrong: dict[str, object]) -> None:
    given().when(apply.model_copy(update=wrong)).refused(ApplicantTwice)


def test_p_inv_38_odd_in_number_and_half_of_them_owners() -> None:
    given(applied, approved).when(form, by=officer).then(formed)
    for members in (
        of(OWNER, OWNER, OWNER, STREET),
        of(OWNER, STREET, DEVELOPER),
        of(OWNER, OWNER, STREET, STREET, DEVELOPER),
        (*of(OWNER, OWNER), GroupMember(person=PEOPLE[0], kind=OWNER)),
    ):
        unfit = form.model_copy(update={"members": members, "leader": PEOPLE[0]})
        given(applied, approved).when(unfit, by=officer).refused(GroupUnfit)
    stranger = form.model_copy(update={"leader": PEOPLE[6]})
    given(applied, approved).when(stranger, by=officer).refused(GroupUnfit)


def test_it_is_formed_once_it_is_approved() -> None:
    given(applied).when(form, by=officer).refused(GroupIsNotAt)
    given(applied, approved, formed).when(form, by=officer).refused(GroupIsNotAt)
    given(applied, approved).when(post).refused(GroupIsNotAt)


def test_p_law_56_list_and_drafts_go_on_the_board() -> None:
    at_work = (applied, approved, formed)
    given(*at_work).when(post).then(posted)
    given(*at_work, posted).when(post).then()
    drafts = PostGroupDrafts(group_id=GROUP, drafts=(Draft.ROLL, Draft.COVENANT))
    told = GroupDraftsPosted(group_id=GROUP, drafts=(Draft.ROLL, Draft.COVENANT))
    given(*at_work).when(drafts).then(told)
    given(*at_work).when(dissolve, by=officer).then(over)
    given(*at_work, over).when(drafts).refused(GroupIsOver)


def test_p_law_56_what_is_late_is_told_and_what_is_done_is_not() -> None:
    at_work = (applied, approved, formed)
    review, listing, assembly = (
        TellGroupOverdue(group_id=GROUP, what=what) for what in ("review", "list", "assembly")
    )
    late = GroupOverdue(group_id=GROUP, what="review")
    given(applied).when(review).then(late)
    given(applied, approved).when(review).then()
    given(*at_work).when(listing).then(GroupOverdue(group_id=GROUP, what="list"))
    given(*at_work, posted).when(listing).then()
    given(*at_work, posted).when(assembly).then(GroupOverdue(group_id=GROUP, what="assembly"))
    given(*at_work, over).when(assembly).then()
    assert preparing.deadlines(formed) == [
        SetTimer(name="list", due_at=formed.post_by, command=listing),
        SetTimer(name="assembly", due_at=formed.assembly_by, command=assembly),
    ]
    assert preparing.deadlines(over) == [
        CancelTimer(name=name) for name in ("review", "list", "assembly")
    ]


def test_an_estate_has_one_group_at_a_time() -> None:
    scope = "prep-group-of-estate"
    assert preparing.claims(applied) == [Take(scope=scope, key="E01", refusal=EstateHasGroup)]
    assert preparing.claims(over) == [Release(scope=scope, key="E01")]
