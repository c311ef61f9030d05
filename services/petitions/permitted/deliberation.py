"""Who may bring topics into the hall, and who screens them."""

from collections.abc import Mapping

from services.authority import Role, Rule, allow
from services.contracts.petitions.commands import topic
from services.kernel import Command
from services.petitions.permitted.rules import COMMUNITY

SCREENS = allow(
    Role.STREET_OFFICER, Role.COMMUNITY_OFFICER, Role.ESTATE_SECRETARY, barred=("accused",)
)
"""Nobody screens a topic about themselves (P-INV-23)."""

table: Mapping[type[Command], Rule] = {
    topic.ProposeTopic: allow(*COMMUNITY.roles, anyone=True),
    topic.SupportTopic: allow(*COMMUNITY.roles, anyone=True),
    topic.ScreenTopic: SCREENS,
    topic.FindTopicOutOfRemit: SCREENS,
    topic.AdviseAssemblyProposal: SCREENS,
    topic.DeferTopic: SCREENS,
    topic.RejectTopic: SCREENS,
}
