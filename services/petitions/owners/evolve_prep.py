"""How a preparatory group changes with what is told of it."""

from services.contracts.petitions.events.owners_prep import (
    AnyPrepGroupEvent,
    GroupApplied,
    GroupApproved,
    GroupDissolved,
    GroupDraftsPosted,
    GroupFormed,
    GroupMembersPosted,
    GroupRejected,
)
from services.kernel import replace
from services.petitions.owners.states_prep import (
    Applied,
    Approved,
    Formed,
    Over,
    PrepGroup,
    Unapplied,
)


def evolve(group: PrepGroup, event: AnyPrepGroupEvent) -> PrepGroup:
    match group, event:
        case Unapplied(), GroupApplied(estate_ids=estates):
            return Applied(estate_ids=estates)
        case Unapplied(), _:
            return group
        case _, GroupApproved():
            return Approved(estate_ids=group.estate_ids)
        case _, GroupFormed():
            return Formed(estate_ids=group.estate_ids)
        case _, GroupRejected() | GroupDissolved():
            return Over(estate_ids=group.estate_ids)
        case Formed(), GroupMembersPosted():
            return replace(group, posted=True)
        case Formed(drafts=known), GroupDraftsPosted(drafts=drafts):
            return replace(group, drafts=known | {*drafts})
        case _:
            return group
