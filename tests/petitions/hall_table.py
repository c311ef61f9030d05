"""Who sits at the table of the hall, on which topic: the cast of meetings and resolutions."""

from datetime import UTC, date, datetime

from services.contracts.ids import MeetingId, PersonId, TopicId
from services.contracts.petitions.commands.meeting import ConveneMeeting
from services.contracts.petitions.deliberation import (
    Discussion,
    Invitee,
    InviteeKind,
    TopicSource,
    Votes,
)
from services.contracts.petitions.events.meeting import (
    MeetingConvened,
    MeetingHeld,
    MeetingNotified,
)
from services.contracts.petitions.events.registry import PartyOrgFounded
from services.contracts.petitions.events.topic import TopicProposed, TopicScreened
from services.contracts.petitions.events.topic_moves import DiscussionRecorded
from services.contracts.petitions.words import TopicClass
from services.kernel import Event
from services.kernel.decider import fold
from services.petitions.surroundings import Surroundings, evolve
from tests.petitions.cast import ADA, BOB, EVE, id_of, places, somebody, words
from tests.scenario import NOON, an_id

PARKING, TABLE = an_id(TopicId, "parking"), an_id(MeetingId)
CAI, DAN = an_id(PersonId, "cai"), an_id(PersonId, "dan")
FRIDAY_EVENING = datetime(2024, 11, 8, 11, 0, tzinfo=UTC)
"""Monday's notice leaves Tuesday, Wednesday and Thursday."""
secretary = somebody("estate_secretary", "E01")

party_above = PartyOrgFounded(
    party_org_id="P1",
    level=1,
    name="一社区党委",
    place_id="C1",
    parent_id=None,
    founded_on=date(2023, 1, 1),
)
party_here = PartyOrgFounded(
    party_org_id="P101",
    level=2,
    name="小区01特设党支部",
    place_id="E01",
    parent_id="P1",
    founded_on=date(2024, 1, 1),
)
proposed = TopicProposed(
    topic_id=PARKING,
    estate_id="E01",
    topic_class=TopicClass.DIFFICULT,
    summary="停车与充电",
    source=TopicSource.RESIDENTS,
    petitions=(),
    complained_orgs=("URBAN",),
    complained_persons=(EVE,),
    proposed_by=ADA,
)
screened = TopicScreened(topic_id=PARKING, screened_by=id_of(secretary))


def knowing(*events: Event) -> Surroundings:
    """The street, with both Party organisations, and what happened besides."""
    return fold(evolve, Surroundings(), [*places, party_above, party_here, *events])


known = knowing(proposed, screened)

ada = Invitee(person=ADA, kind=InviteeKind.AFFECTED_RESIDENT)
bob = Invitee(person=BOB, kind=InviteeKind.REPRESENTATIVE)
cai = Invitee(person=CAI, kind=InviteeKind.REPRESENTATIVE)
dan = Invitee(person=DAN, kind=InviteeKind.REPRESENTATIVE)
eve = Invitee(person=EVE, kind=InviteeKind.COMPLAINED_OF, org="URBAN")

convene = ConveneMeeting(
    meeting_id=TABLE,
    estate_id="E01",
    meets_at=FRIDAY_EVENING,
    place="驿站议事厅",
    agenda=(PARKING,),
    invitees=(ada, bob, cai, dan, eve),
)
convened = MeetingConvened(
    meeting_id=TABLE,
    estate_id="E01",
    convener_org="P101",
    meets_at=FRIDAY_EVENING,
    place="驿站议事厅",
    venue_booking_id=None,
    agenda=(PARKING,),
    invitees=convene.invitees,
    convened_by=id_of(secretary),
)
notified = MeetingNotified(
    meeting_id=TABLE,
    agenda=(PARKING,),
    materials_refs=("议题材料-01",),
    meets_at=FRIDAY_EVENING,
    notified_at=NOON,
)
held = MeetingHeld(
    meeting_id=TABLE,
    estate_id="E01",
    agenda=(PARKING,),
    attendance=(ADA, BOB, CAI, EVE),
    opinions=(),
    minutes=words(TABLE),
    due=4,
    present=3,
    representatives_due=3,
    representatives_present=2,
    held_at=FRIDAY_EVENING,
)


def discussed(
    discussion: Discussion, due: int, present: int, in_favour: int, passed: bool = True
) -> DiscussionRecorded:
    """One of the four, with everybody who is not in favour against."""
    return DiscussionRecorded(
        topic_id=PARKING,
        discussion=discussion,
        held_on=date(2024, 11, 1),
        due=due,
        present=present,
        votes=Votes(in_favour=in_favour, against=present - in_favour, abstained=0),
        quorum_met=True,
        passed=passed,
        recorded_by=id_of(secretary),
    )
