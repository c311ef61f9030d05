"""The cards of preparatory groups and owners' committees, and what ST-8 counts of these."""

from datetime import date

from services.contracts.petitions.commands.owners_prep import TellGroupOverdue
from services.contracts.petitions.events.owners_committee import (
    AlternateSeated,
    CommitteeDissolved,
    CommitteeFiled,
    CommitteeFilingOverdue,
    MemberVacated,
)
from services.contracts.petitions.events.owners_prep import GroupDraftsPosted, GroupOverdue
from services.contracts.petitions.owners_prep_values import Draft
from services.gateway.http.audience.owners import open_to_all
from services.gateway.http.reader import Reader
from services.gateway.readmodels.owners_committees import (
    CommitteeStatus,
    contributes,
    owners_committees,
)
from services.gateway.readmodels.prep_groups import PrepGroupStatus, prep_groups
from services.gateway.statistics.asked import Nothing
from services.gateway.statistics.owners_votes import render
from tests.gateway.paper import Paper
from tests.petitions.cast import EVE, resident, street
from tests.petitions.owners.test_committee import COMMITTEE, LI, QIAN, WANG, ZHAO, elected
from tests.petitions.owners.test_preparing import (
    GROUP,
    OWNERS,
    PEOPLE,
    applied,
    approved,
    formed,
    over,
    posted,
)

LIST = TellGroupOverdue(group_id=GROUP, what="list").what


def test_a_group_is_shown_from_application_to_end() -> None:
    paper = Paper().tell(applied)
    assert paper.card(prep_groups).status is PrepGroupStatus.APPLIED
    late = GroupOverdue(group_id=GROUP, what=LIST)
    drafts = GroupDraftsPosted(group_id=GROUP, drafts=(Draft.ROLL, Draft.COVENANT))
    card = paper.tell(approved, formed, late, posted, drafts).card(prep_groups)
    assert (card.status, card.leader) == (PrepGroupStatus.FORMED, PEOPLE[2])
    assert (card.overdue, card.members_posted) == (("list",), True)
    assert card.drafts == (Draft.COVENANT, Draft.ROLL)
    assert (card.post_by, card.assembly_by) == (formed.post_by, formed.assembly_by)
    assert paper.tell(over).card(prep_groups).status is PrepGroupStatus.DISSOLVED


def test_p_inv_39_nobody_is_told_who_applied() -> None:
    card = Paper().tell(applied).card(prep_groups)
    assert card.applicants == OWNERS
    sight = open_to_all(Reader(who=resident(EVE), directory=street.directory), card)
    assert "applicants" in sight.without


def test_a_committees_seats_change_hands() -> None:
    paper = Paper().tell(
        elected,
        MemberVacated(committee_id=COMMITTEE, member=LI, reason="出售房屋"),
        AlternateSeated(committee_id=COMMITTEE, alternate=QIAN),
    )
    card = paper.card(owners_committees)
    assert (card.members, card.alternates) == ((WANG, ZHAO, QIAN), ())
    gone = CommitteeDissolved(committee_id=COMMITTEE, reason="任期届满")
    card = paper.tell(gone).card(owners_committees)
    assert (card.status, card.reason) == (CommitteeStatus.DISSOLVED, "任期届满")


def test_st_8_counts_committees_elected_filed_and_late() -> None:
    late = CommitteeFilingOverdue(committee_id=COMMITTEE)
    filed = CommitteeFiled(committee_id=COMMITTEE, authority="区住建局", document_ref="备-1")
    card = Paper().tell(elected, late, filed).card(owners_committees)
    figures = render(contributes(card), Nothing(), date(2024, 12, 31))
    assert figures["committees"] == {"elected": 1, "filed": 1, "filing_overdue": 1}
    assert (card.filed, card.overdue, card.authority) == (True, True, "区住建局")
