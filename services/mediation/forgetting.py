"""May a person's words be erased here? Not while the person is a party of an open case (X10)."""

from services.contracts.mediation.commands.around import AnswerErasureInMediation
from services.contracts.mediation.events.around import MediationErasureAnswered
from services.kernel import Decider, Setting, Standing, State
from services.mediation.known import CaseInBrief, Surroundings

OPEN_CASE = "OPEN_CASE"
"""The ground: what was said in a running mediation is kept for those who are in it."""


class Forgetting(State):
    """Every asking is answered anew: what was open may have ended since."""


def decide(
    command: AnswerErasureInMediation, state: Forgetting, setting: Setting[Forgetting, Surroundings]
) -> list[MediationErasureAnswered]:
    match setting.around.cases_of(command.person):
        case []:
            return [
                MediationErasureAnswered(
                    person=command.person,
                    outcome="APPLIED",
                    ground=None,
                    until=None,
                    cases=setting.around.ended_of(command.person),
                )
            ]
        case running:
            return [_restricted(command, running)]


def _restricted(
    command: AnswerErasureInMediation, running: list[CaseInBrief]
) -> MediationErasureAnswered:
    known = [each.due_at for each in running if each.due_at is not None]
    return MediationErasureAnswered(
        person=command.person,
        outcome="RESTRICTED",
        ground=OPEN_CASE,
        until=max(known) if len(known) == len(running) else None,
    )


def evolve(state: Forgetting, event: MediationErasureAnswered) -> Forgetting:
    return state


def standing(
    command: AnswerErasureInMediation, state: Forgetting, around: Surroundings
) -> Standing:
    return Standing(place="")


decider: Decider[AnswerErasureInMediation, Forgetting, MediationErasureAnswered, Surroundings] = (
    Decider(
        category="forgetting",
        initial=Forgetting(),
        decide=decide,
        evolve=evolve,
        standing=standing,
    )
)
