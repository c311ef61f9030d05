"""Two petitions about one matter become one case, and two again where that was wrong (P-INV-5)."""

from collections.abc import Sequence

from services.contracts.petitions.clocks import SupervisionTrigger
from services.contracts.petitions.commands.duplicates import (
    ConfirmMerge,
    ConfirmUnmerge,
    DuplicatesCommand,
    MergeDuplicate,
    UnmergePetition,
)
from services.contracts.petitions.events.duplicates import (
    DuplicateJoined,
    DuplicateLeft,
    PetitionMerged,
    PetitionMergeProposed,
    PetitionUnmerged,
    PetitionUnmergeProposed,
)
from services.contracts.petitions.events.petition import PetitionEvent
from services.contracts.petitions.words import MergeBasis
from services.kernel import replace
from services.petitions.asker import person
from services.petitions.hall.due import governing, without
from services.petitions.hall.known import Facts, Proposal
from services.petitions.hall.refusals_closing import (
    LeadIsMerged,
    LeadIsNotOpen,
    LeadsDuplicates,
    LeadUnknown,
    MergesIntoItself,
    NothingProposed,
    PetitionIsNotMerged,
    SecondPersonConfirms,
)
from services.petitions.hall.states import (
    Accepted,
    Closed,
    Declined,
    Hall,
    KnownPetition,
    Merged,
    Petition,
    Registered,
    Unregistered,
    Voided,
    Withdrawn,
)
from services.petitions.hall.supervising import MANY, supervised
from services.petitions.hall.why_not import why_not


def decide(
    command: DuplicatesCommand, petition: KnownPetition, setting: Hall
) -> Sequence[PetitionEvent]:
    which, lead_id = command.petition_id, command.lead_id
    lead = setting.others[str(lead_id)]
    match petition, command:
        case Registered() | Accepted(), MergeDuplicate(basis=basis):
            _check_lead(command, petition.facts, lead)
            who = person(setting.asker)
            proposed = Proposal(lead_id=lead_id, by=who, what=basis)
            if petition.facts.proposal == proposed:
                return []
            return [
                PetitionMergeProposed(
                    petition_id=which, lead_id=lead_id, basis=basis, proposed_by=who
                )
            ]
        case Registered() | Accepted(), ConfirmMerge():
            return _merged(command, petition, _check_lead(command, petition.facts, lead), setting)
        case Merged(lead_id=now), MergeDuplicate() | ConfirmMerge() if now == lead_id:
            return []
        case Merged(lead_id=now), UnmergePetition(reason=reason) if now == lead_id:
            return [
                PetitionUnmergeProposed(
                    petition_id=which,
                    lead_id=lead_id,
                    reason=reason,
                    proposed_by=person(setting.asker),
                )
            ]
        case Merged(lead_id=now), ConfirmUnmerge() if now == lead_id:
            return _unmerged(command, petition, lead, setting)
        case _, MergeDuplicate() | ConfirmMerge():
            raise why_not(petition)
        case _, UnmergePetition() | ConfirmUnmerge():
            raise PetitionIsNotMerged


def _check_lead(command: MergeDuplicate | ConfirmMerge, facts: Facts, lead: Petition) -> Facts:
    """The lead goes on by itself, and nobody goes on within its member: no chains, so no cycles."""
    if command.lead_id == command.petition_id:
        raise MergesIntoItself
    if facts.members:
        raise LeadsDuplicates(members=len(facts.members))
    match lead:
        case Unregistered():
            raise LeadUnknown
        case Merged(lead_id=other):
            raise LeadIsMerged(lead=other)
        case Closed() | Declined() | Withdrawn() | Voided():
            raise LeadIsNotOpen
        case _:
            return lead.facts


def _confirmed(facts: Facts, command: ConfirmMerge | ConfirmUnmerge, setting: Hall) -> Proposal:
    proposal = facts.proposal
    if proposal is None or proposal.lead_id != command.lead_id:
        raise NothingProposed
    if proposal.by == person(setting.asker):
        raise SecondPersonConfirms
    return proposal


def _merged(
    command: ConfirmMerge, petition: Registered | Accepted, lead: Facts, setting: Hall
) -> Sequence[PetitionEvent]:
    proposal = _confirmed(petition.facts, command, setting)
    due = petition.facts.due_at
    many = 1 + len(lead.members) + 1 >= MANY
    watched = supervised(command.lead_id, lead, SupervisionTrigger.REPEATED) if many else []
    return [
        PetitionMerged(
            petition_id=command.petition_id,
            lead_id=command.lead_id,
            basis=MergeBasis(proposal.what),
            proposed_by=proposal.by,
            confirmed_by=person(setting.asker),
        ),
        DuplicateJoined(
            petition_id=command.lead_id,
            member_id=command.petition_id,
            member_due_at=due,
            governing_due_at=governing(lead, due),
        ),
        *watched,
    ]


def _unmerged(
    command: ConfirmUnmerge, petition: Merged, lead: Petition, setting: Hall
) -> Sequence[PetitionEvent]:
    if isinstance(lead, Unregistered):
        raise LeadUnknown
    proposal = _confirmed(petition.facts, command, setting)
    rest = replace(lead.facts, members=without(lead.facts, command.petition_id))
    return [
        PetitionUnmerged(
            petition_id=command.petition_id,
            lead_id=command.lead_id,
            reason=proposal.what,
            proposed_by=proposal.by,
            confirmed_by=person(setting.asker),
            clocks=petition.facts.clocks,
        ),
        DuplicateLeft(
            petition_id=command.lead_id,
            member_id=command.petition_id,
            governing_due_at=governing(rest),
        ),
    ]
