"""A meeting of the hall: who convenes it, who is told when, and what its minutes say."""

from datetime import UTC, datetime

import pytest

from services.contracts.ids import TopicId
from services.contracts.petitions.commands.meeting import (
    AddMinutesAddendum,
    CancelMeeting,
    HoldMeeting,
    NotifyMeeting,
)
from services.contracts.petitions.deliberation import Invitee, InviteeKind, Opinion, OpinionKind
from services.contracts.petitions.events import petitions_events
from services.contracts.petitions.events.meeting import (
    MeetingCancelled,
    MeetingFailedQuorum,
    MinutesAddendumAdded,
)
from services.contracts.petitions.events.registry import PartyOrgDissolved
from services.contracts.petitions.events.topic import AssemblyProposalAdvised, TopicDeferred
from services.kernel import Event, Release, Take, replace
from services.petitions.deliberation import meeting
from services.petitions.deliberation import refusals_meeting as refusals
from services.petitions.deliberation.refusals import (
    OwnersDecide,
    TopicIsNotScreened,
    TopicIsOnAnAgenda,
    TopicUnknown,
)
from tests.petitions.cast import ADA, BOB, EVE, id_of, somebody, words
from tests.petitions.hall_table import (
    CAI,
    FRIDAY_EVENING,
    PARKING,
    TABLE,
    ada,
    bob,
    convene,
    convened,
    eve,
    held,
    knowing,
    known,
    notified,
    party_here,
    proposed,
    screened,
    secretary,
)
from tests.scenario import Scenario, an_id

at_the_hall = Scenario(meeting.decider, petitions_events, known)
given = at_the_hall.given
LATER = datetime(2024, 11, 12, 4, 0, tzinfo=UTC)

notify = NotifyMeeting(meeting_id=TABLE, materials_refs=("议题材料-01",))
hold = HoldMeeting(meeting_id=TABLE, attendance=(ADA, BOB, CAI, EVE), minutes=words(TABLE))
add = AddMinutesAddendum(meeting_id=TABLE, addendum=words(TABLE, "addendum"))
cancel = CancelMeeting(meeting_id=TABLE, reason="场地停电")
cancelled = MeetingCancelled(meeting_id=TABLE, agenda=(PARKING,), reason="场地停电")


def test_p_inv_26_the_estates_own_party_organisation_convenes() -> None:
    given().when(convene, by=secretary).then(convened)
    given(convened).when(convene, by=secretary).refused(refusals.MeetingAlreadyConvened)


def test_p_inv_26_without_one_the_community_does_and_without_both_nobody() -> None:
    gone = PartyOrgDissolved(party_org_id="P101", level=2, place_id="E01", reason="合并")
    above = replace(at_the_hall, around=knowing(proposed, screened, gone))
    above.given().when(convene, by=secretary).then(
        convened.model_copy(update={"convener_org": "P1"})
    )
    founded_again = party_here.model_copy(update={"party_org_id": "P102"})
    anew = replace(at_the_hall, around=knowing(proposed, screened, gone, founded_again))
    anew.given().when(convene, by=secretary).then(
        convened.model_copy(update={"convener_org": "P102"})
    )
    both = PartyOrgDissolved(party_org_id="P1", level=1, place_id="C1", reason="合并")
    nobody = replace(at_the_hall, around=knowing(proposed, screened, gone, both))
    nobody.given().when(convene, by=secretary).refused(refusals.NoPartyOrgConvenes)


def test_p_inv_23_an_affected_resident_is_invited() -> None:
    without = convene.model_copy(update={"invitees": (bob, eve)})
    given().when(without, by=secretary).refused(refusals.NoAffectedResident)
    twice = convene.model_copy(update={"invitees": (ada, bob, bob)})
    given().when(twice, by=secretary).refused(refusals.InvitedTwice)


@pytest.mark.parametrize(
    "guest",
    [
        Invitee(person=EVE, kind=InviteeKind.REPRESENTATIVE),
        Invitee(person=BOB, kind=InviteeKind.PARTY_MEMBER, org="URBAN"),
    ],
)
def test_p_inv_23_the_party_complained_of_speaks_and_does_not_vote(guest: Invitee) -> None:
    voting = convene.model_copy(update={"invitees": (ada, guest)})
    given().when(voting, by=secretary).refused(refusals.ComplainedOfOnlySpeaks)


def test_p_inv_23_the_party_complained_of_does_not_convene() -> None:
    theirs = somebody("estate_secretary", "URBAN")
    given().when(convene, by=theirs).refused(refusals.ComplainedOfConvenes)
    before = meeting.decider.initial
    accused = {"accused": frozenset({str(EVE)})}
    assert meeting.standing(convene, before, known).people == accused
    after = meeting.decider.evolve(before, convened)
    assert meeting.standing(hold, after, known).people == accused


def test_only_screened_topics_of_the_estate_come_on_the_agenda() -> None:
    def around(*events: Event) -> Scenario:
        return replace(at_the_hall, around=knowing(proposed, *events))

    around().given().when(convene, by=secretary).refused(TopicIsNotScreened)
    put_off = TopicDeferred(topic_id=PARKING, reason="待资料")
    around(screened, put_off).given().when(convene, by=secretary).refused(TopicIsNotScreened)
    stranger = convene.model_copy(update={"agenda": (an_id(TopicId, "nobody's"),)})
    given().when(stranger, by=secretary).refused(TopicUnknown)
    elsewhere = convene.model_copy(update={"estate_id": "E07"})
    given().when(elsewhere, by=secretary).refused(refusals.TopicOfAnotherEstate)
    twice = convene.model_copy(update={"agenda": (PARKING, PARKING)})
    given().when(twice, by=secretary).refused(refusals.TopicTwiceOnTheAgenda)


def test_p_inv_22_no_meeting_on_what_is_the_owners() -> None:
    advised = AssemblyProposalAdvised(
        topic_id=PARKING,
        estate_id="E01",
        item_code=4,
        summary="停车与充电",
        screened_by=id_of(secretary),
    )
    owners = replace(at_the_hall, around=knowing(proposed, screened, advised))
    owners.given().when(convene, by=secretary).refused(OwnersDecide)


def test_p_inv_21_three_full_days_lie_between_the_notice_and_the_meeting() -> None:
    given(convened).when(notify, by=secretary).then(notified)
    given(convened, notified).when(notify, by=secretary).then()
    tuesday_00_30 = datetime(2024, 11, 4, 16, 30, tzinfo=UTC)
    given(convened).when(notify, at=tuesday_00_30).refused(refusals.MeetingNoticeTooShort)
    given(convened).when(hold, at=LATER).refused(refusals.MeetingIsNotNotified)


def test_it_is_held_when_more_than_half_of_those_who_vote_came() -> None:
    given(convened, notified).when(hold, at=LATER, by=secretary).then(held)
    early = FRIDAY_EVENING.replace(hour=10)
    given(convened, notified).when(hold, at=early).refused(refusals.MeetingHasNotBegun)
    two = hold.model_copy(update={"attendance": (ADA, BOB, EVE)})
    failed = MeetingFailedQuorum(
        meeting_id=TABLE, agenda=(PARKING,), attendance=(ADA, BOB, EVE), due=4, present=2
    )
    given(convened, notified).when(two, at=LATER).then(failed)
    given(convened, notified, failed).when(hold, at=LATER).refused(refusals.MeetingHasEnded)


def test_who_comes_was_invited_and_who_speaks_came() -> None:
    stranger = hold.model_copy(update={"attendance": (ADA, BOB, CAI, id_of(secretary))})
    given(convened, notified).when(stranger, at=LATER).refused(refusals.NotInvited)
    said = Opinion(speaker=EVE, kind=OpinionKind.AGAINST, words=words(EVE))
    absent = hold.model_copy(update={"attendance": (ADA, BOB, CAI), "opinions": (said,)})
    given(convened, notified).when(absent, at=LATER).refused(refusals.NotInvited)
    heard = hold.model_copy(update={"opinions": (said,)})
    with_words = held.model_copy(update={"opinions": (said,)})
    given(convened, notified).when(heard, at=LATER).then(with_words)


def test_p_inv_25_minutes_stand_and_corrections_are_beside_them() -> None:
    story = (convened, notified, held)
    given(*story).when(hold, at=LATER).then()
    other = hold.model_copy(update={"minutes": words(TABLE, "other")})
    given(*story).when(other, at=LATER).refused(refusals.MinutesStand)
    given(*story).when(cancel, at=LATER).refused(refusals.MinutesStand)
    one, two = (
        MinutesAddendumAdded(
            meeting_id=TABLE, n=n, addendum=words(TABLE, "addendum"), added_by=id_of(secretary)
        )
        for n in (1, 2)
    )
    given(*story).when(add, by=secretary).then(one)
    given(*story, one).when(add, by=secretary).then(two)
    given(convened, notified).when(add, by=secretary).refused(refusals.MeetingIsNotHeld)


def test_a_meeting_is_called_off_once_and_frees_its_topics() -> None:
    given(convened, notified).when(cancel).then(cancelled)
    given(convened, cancelled).when(cancel).then()
    given(convened, cancelled).when(notify).refused(refusals.MeetingHasEnded)
    given().when(cancel).refused(refusals.MeetingUnknown)
    take = Take(scope="agenda", key=str(PARKING), refusal=TopicIsOnAnAgenda)
    assert meeting.claims(convened) == [take]
    free = [Release(scope="agenda", key=str(PARKING))]
    assert meeting.claims(cancelled) == meeting.claims(held) == free
