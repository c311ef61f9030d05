"""From the file alone: the figures and the cards as of any point, as the street showed them."""

from datetime import timedelta
from pathlib import Path

import pytest

from services.gateway.readmodels.petitions import petitions
from services.gateway.statistics.asked import Nothing
from services.gateway.statistics.every import every
from services.gateway.statistics.headline import headline
from services.town.audit.exporting import export
from services.town.audit.replaying import Replay, Until
from services.town.audit.selecting import Selection
from tests.audit.paper_source import PaperSource
from tests.gateway.paper import Paper
from tests.gateway.petition_story import accepted, called_back, petition, registered, replied
from tests.scenario import NOON, STREET

DAY = timedelta(days=1)
WHOLE = Selection(street=STREET, rooms=("petitions", "mediation", "activities"))


def the_street() -> PaperSource:
    """Ten petitions, one a day; each is accepted at once, replied and called back a week later."""
    hall = Paper()
    for n in range(10):
        hall.tell(registered(n), accepted(n), at=NOON + n * DAY)
    for n in range(10):
        hall.tell(replied(n), called_back(n), at=NOON + (n + 7) * DAY)
    return PaperSource(hall, Paper("mediation"), Paper("activities"))


@pytest.fixture(scope="module")
def replay(tmp_path_factory: pytest.TempPathFactory) -> Replay:
    path = tmp_path_factory.mktemp("replay") / "street.jsonl.gz"
    export(the_street(), WHOLE, path, lambda _: None)
    return Replay(path)


def three_rates(replay: Replay, until: Until) -> object:
    told = replay.statistics(until, ["three-rates"])["three-rates"]
    assert isinstance(told, dict)
    return told["effective"]


def test_every_statistic_is_told_from_the_file(replay: Replay) -> None:
    told = replay.statistics(Until())
    assert told.keys() == {each.name for each in every}
    cells = the_street().papers["petitions"].folded(petitions).cells
    assert told["headline"] == headline.render(cells, Nothing(), NOON.date())


@pytest.mark.parametrize(
    ("until", "effective"),
    [
        (Until(), 10),
        (Until(as_of=NOON + 7 * DAY), 1),
        (Until(as_of=NOON + 7 * DAY - timedelta(seconds=1)), 0),
        (Until(as_of=NOON + 10 * DAY), 4),
        (Until(recorded=NOON + 8 * DAY), 2),
        (Until(position=("petitions", 20)), 0),
        (Until(position=("petitions", 22)), 1),
        (Until(position=("mediation", 1)), 10),
    ],
)
def test_as_of_a_moment_or_a_position(replay: Replay, until: Until, effective: int) -> None:
    assert three_rates(replay, until) == effective


def test_a_matter_from_a_file_of_its_own_has_its_number_and_its_timeline(tmp_path: Path) -> None:
    path = tmp_path / "case.jsonl"
    case = str(petition(6))
    selection = Selection(street=STREET, rooms=("petitions",), case=case)
    export(the_street(), selection, path, lambda _: None)
    replay = Replay(path)
    [card] = replay.cards(case, Until()).values()
    assert isinstance(card, dict)
    own = the_street().papers["petitions"].cards(petitions)[case]
    assert card["number"] == own.number
    assert own.number.endswith("0007")
    timeline = replay.timeline(case, Until(as_of=NOON + 6 * DAY))
    assert [each["type"] for each in timeline] == ["PetitionRegistered", "PetitionAccepted"]
    assert [each["position"] for each in timeline] == ["petitions/13", "petitions/14"]
    told = timeline[0]["event"]
    assert isinstance(told, dict)
    assert told["narrative"] == told["petitioner_name"] == "（密封 sealed）"
    assert replay.statistics(Until()) == {}
