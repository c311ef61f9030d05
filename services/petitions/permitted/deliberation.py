"""Who may bring topics into the hall, and who screens them."""

from collections.abc import Mapping

from services.authority import Role, Rule, allow
from services.contracts.petitions.commands import meeting, resolution, topic, topic_moves
from services.kernel import Command
from services.petitions.permitted.rules import COMMUNITY, ITSELF

SCREENS = allow(
    Role.STREET_OFFICER, Role.COMMUNITY_OFFICER, Role.ESTATE_SECRETARY, barred=("accused",)
)
"""Nobody screens a topic about themselves (P-INV-23)."""
CONVENERS = allow(Role.COMMUNITY_OFFICER, Role.ESTATE_SECRETARY, barred=("accused",))
"""The street observes (domain §3.6)."""
MINUTES = allow(
    Role.COMMUNITY_OFFICER, Role.ESTATE_SECRETARY, Role.STATION_CLERK, barred=("accused",)
)
"""Who sends the papers round and writes down what was said."""
ANSWERS = allow(Role.COMMUNITY_OFFICER, Role.ESTATE_SECRETARY, barred=("accused", "objector"))
REVOKES = allow(Role.STREET_OFFICER, Role.COMMUNITY_OFFICER, Role.SYSTEM, barred=("accused",))
"""The hall itself, where a resolution turns out to be the owners' to take (P-INV-22)."""

table: Mapping[type[Command], Rule] = {
    topic.ProposeTopic: allow(*COMMUNITY.roles, anyone=True),
    topic.SupportTopic: allow(*COMMUNITY.roles, anyone=True),
    topic.ScreenTopic: SCREENS,
    topic.FindTopicOutOfRemit: SCREENS,
    topic.AdviseAssemblyProposal: SCREENS,
    topic.DeferTopic: SCREENS,
    topic.RejectTopic: SCREENS,
    topic_moves.RecordDiscussion: MINUTES,
    topic_moves.ScheduleTopic: ITSELF,
    topic_moves.NoteDeliberation: ITSELF,
    topic_moves.ReturnTopic: ITSELF,
    meeting.ConveneMeeting: CONVENERS,
    meeting.NotifyMeeting: MINUTES,
    meeting.HoldMeeting: MINUTES,
    meeting.AddMinutesAddendum: MINUTES,
    meeting.CancelMeeting: CONVENERS,
    topic_moves.ResolveTopic: ITSELF,
    topic_moves.ReopenTopic: ITSELF,
    resolution.AdoptResolution: CONVENERS,
    resolution.ReviseResolution: CONVENERS,
    resolution.PostResolutionNotice: MINUTES,
    resolution.FileResolutionObjection: allow(
        Role.STREET_OFFICER, Role.COMMUNITY_OFFICER, Role.STATION_CLERK, parts=("objector",)
    ),
    resolution.AnswerResolutionObjection: ANSWERS,
    resolution.TellObjectionOverdue: ITSELF,
    resolution.PutResolutionInForce: ITSELF,
    resolution.CompleteResolutionTask: MINUTES,
    resolution.TellTaskOverdue: ITSELF,
    resolution.PublishResult: MINUTES,
    resolution.EvaluateResult: COMMUNITY,
    resolution.RevokeResolution: REVOKES,
}
