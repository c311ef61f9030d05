"""Who calls a meeting, on what, and who is asked to come (P-INV-23, 26)."""

from services.contracts.petitions.commands.meeting import ConveneMeeting
from services.contracts.petitions.deliberation import Invitee, InviteeKind
from services.contracts.petitions.events.meeting import MeetingConvened
from services.contracts.places import UnitKind
from services.kernel import Setting
from services.petitions.asker import person
from services.petitions.deliberation import refusals_meeting as refusals
from services.petitions.deliberation.agenda import KnownTopic
from services.petitions.deliberation.refusals import OwnersDecide, TopicIsNotScreened, TopicUnknown
from services.petitions.deliberation.states_meeting import Meeting
from services.petitions.registry.refusals import NotAnEstate
from services.petitions.surroundings import Surroundings

type AtMeeting = Setting[Meeting, Surroundings]

VOTES = frozenset(
    {
        InviteeKind.AFFECTED_RESIDENT,
        InviteeKind.REPRESENTATIVE,
        InviteeKind.PARTY_MEMBER,
        InviteeKind.OWNERS_COMMITTEE,
    }
)
"""Who decides. Company, department and deputy are heard; so is whoever is complained of."""


def convened(command: ConveneMeeting, setting: AtMeeting) -> MeetingConvened:
    around = setting.around
    if around.directory.kind(command.estate_id) is not UnitKind.ESTATE:
        raise NotAnEstate(estate=command.estate_id)
    topics = [_topic(str(each), command.estate_id, around) for each in command.agenda]
    if len({*command.agenda}) < len(topics):
        raise refusals.TopicTwiceOnTheAgenda
    _check_invitees(command.invitees, topics)
    org = _convener(command.estate_id, around)
    orgs = {each for topic in topics for each in topic.complained_orgs}
    if org in orgs or any(
        around.directory.within(grant.org, each) for grant in setting.asker.grants for each in orgs
    ):
        raise refusals.ComplainedOfConvenes
    me = person(setting.asker)
    return MeetingConvened(**vars(command), convener_org=org, convened_by=me)


def _topic(which: str, estate: str, around: Surroundings) -> KnownTopic:
    topic = around.agenda.topics.get(which)
    if topic is None:
        raise TopicUnknown(topic=which)
    if topic.owners:
        raise OwnersDecide(topic=which)
    if not topic.open:
        raise TopicIsNotScreened(topic=which)
    if topic.estate_id != estate:
        raise refusals.TopicOfAnotherEstate(topic=which)
    return topic


def _check_invitees(invitees: tuple[Invitee, ...], topics: list[KnownTopic]) -> None:
    if len({each.person for each in invitees}) < len(invitees):
        raise refusals.InvitedTwice
    if all(each.kind is not InviteeKind.AFFECTED_RESIDENT for each in invitees):
        raise refusals.NoAffectedResident
    people = {each for topic in topics for each in topic.complained_persons}
    orgs = {each for topic in topics for each in topic.complained_orgs}
    if any(each.kind in VOTES and (each.person in people or each.org in orgs) for each in invitees):
        raise refusals.ComplainedOfOnlySpeaks


def _convener(estate: str, around: Surroundings) -> str:
    """The estate's own Party organisation (L2), else the community's (L1)."""
    own = around.party_orgs.get((2, estate))
    above = (around.party_orgs.get((1, unit)) for unit in around.directory.lineage(estate))
    org = own or next((each for each in above if each is not None), None)
    if org is None:
        raise refusals.NoPartyOrgConvenes
    return org
