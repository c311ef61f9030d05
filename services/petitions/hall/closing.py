"""The end of a petition, and its second beginning."""

from collections.abc import Sequence

from services.authority import Role
from services.contracts.petitions.clocks import SupervisionTrigger
from services.contracts.petitions.commands.closing import ClosePetition, ReopenPetition
from services.contracts.petitions.events.closing import PetitionClosed, PetitionReopened
from services.contracts.petitions.events.petition import PetitionEvent
from services.contracts.petitions.words import Regime, ReopenReason
from services.kernel import replace
from services.petitions.asker import person
from services.petitions.hall.clocks import at_reopening
from services.petitions.hall.handling import AUTHORITIES
from services.petitions.hall.outcomes import check_confirmed
from services.petitions.hall.places import check_independent, holds, place_of
from services.petitions.hall.refusals_closing import FormalNeedsAuthority, NewFactsNeeded
from services.petitions.hall.states import Closed, Hall, KnownPetition, Replied
from services.petitions.hall.supervising import AGAIN, supervised
from services.petitions.hall.why_not import why_not


def decide(
    command: ClosePetition | ReopenPetition, petition: KnownPetition, setting: Hall
) -> Sequence[PetitionEvent]:
    match petition, command:
        case Replied(), ClosePetition():
            return [_closed(command, petition, setting)]
        case Closed(outcome=outcome), ClosePetition(outcome=asked) if outcome is asked:
            return []
        case Closed(), ReopenPetition():
            return _reopened(command, petition, setting)
        case Replied(callback=callback, kept=False), ReopenPetition() if (
            callback is not None and not callback.content
        ):
            return _reopened(command, petition, setting)
        case _:
            raise why_not(petition)


def _closed(command: ClosePetition, petition: Replied, setting: Hall) -> PetitionClosed:
    """Who closes approves: never somebody of the handling unit (P-INV-8, 10)."""
    facts = petition.facts
    check_independent(petition, setting)
    if facts.regime is Regime.FORMAL:
        _check_authority(petition, setting)
    evidence = bool(command.evidence_refs)
    check_confirmed(command.confirmed_by, command.outcome, petition, evidence)
    return PetitionClosed(
        **vars(command),
        approved_by=person(setting.asker),
        closed_at=setting.occurred_at,
        cycle=facts.cycle,
        members=tuple(member for member, _ in facts.members),
        same_matter=facts.same_matter,
    )


def _check_authority(petition: Replied, setting: Hall) -> None:
    """The authority's reply is on record, and it is the authority that closes (P-INV-12)."""
    directory = setting.around.directory
    closer = any(directory.kind(grant.org) in AUTHORITIES for grant in setting.asker.grants)
    if not (petition.legal_base and closer):
        raise FormalNeedsAuthority


def _reopened(
    command: ReopenPetition, petition: Closed | Replied, setting: Hall
) -> Sequence[PetitionEvent]:
    facts = petition.facts
    office = holds(
        setting,
        (Role.CALLER, Role.STREET_OFFICER),
        place_of(facts, setting.around.directory),
    )
    new_facts = command.reason is ReopenReason.NEW_FACTS and command.new_facts is not None
    if not office and not new_facts:
        raise NewFactsNeeded
    cycle = facts.cycle + 1
    clocks = at_reopening(command.due_at, replace(facts, cycle=cycle), setting)
    told = vars(command) | {"due_at": clocks[0].due_at if clocks else None}
    again = PetitionReopened(**told, cycle=cycle, same_matter=facts.same_matter, clocks=clocks)
    if cycle < AGAIN:
        return [again]
    return [again, *supervised(command.petition_id, facts, SupervisionTrigger.NOT_SOLVED)]
