"""How the three rates weigh (三率权重): published, and again with a reason (P-LAW-18)."""

from services.contracts.petitions.commands.weights import PublishRateWeights
from services.contracts.petitions.events.weights import RateWeightsPublished
from services.kernel import Decider, Setting, Standing, State
from services.petitions.standards.refusals import (
    NoSuchScheme,
    WeightsAreNotOne,
    WeightsNeedReason,
)
from services.petitions.surroundings import Surroundings

SCHEME = "three-rates"


class Unpublished(State):
    """The defaults hold."""


class Published(State):
    """Out, in its latest edition."""

    latest: RateWeightsPublished


type Weights = Unpublished | Published


def decide(
    command: PublishRateWeights, weights: Weights, setting: Setting[Weights, Surroundings]
) -> list[RateWeightsPublished]:
    if command.scheme != SCHEME:
        raise NoSuchScheme
    if command.response + command.resolution + command.satisfaction != 1000:
        raise WeightsAreNotOne
    told = {name: value for name, value in command if name != "reason"}
    match weights:
        case Unpublished():
            return [RateWeightsPublished(**told, edition=1, reason=None)]
        case Published(latest=latest):
            same = RateWeightsPublished(**told, edition=latest.edition, reason=latest.reason)
            if same == latest:
                return []
            if command.reason is None:
                raise WeightsNeedReason
            edition = latest.edition + 1
            return [RateWeightsPublished(**told, edition=edition, reason=command.reason)]


def evolve(weights: Weights, event: RateWeightsPublished) -> Weights:
    return Published(latest=event)


def standing(command: PublishRateWeights, weights: Weights, around: Surroundings) -> Standing:
    return Standing(place=command.key)


decider: Decider[PublishRateWeights, Weights, RateWeightsPublished, Surroundings] = Decider(
    category="weights", initial=Unpublished(), decide=decide, evolve=evolve, standing=standing
)
