"""A rebuild is dealt out evenly, and what is read together stays together where it can."""

from services.gateway.dealing import dealt
from services.gateway.levelling import Part
from services.gateway.readmodels.every import every
from services.gateway.tables import Build
from services.gateway.windows import Log

MODELS = {model.name: model for model in every}
HALL, MEDIATION = Log(room="petitions", log="s"), Log(room="mediation", log="s")
COUNTS = {
    (HALL, "petition"): 100,
    (HALL, "support"): 20,
    (MEDIATION, "case"): 500,
    (MEDIATION, "dispute"): 100,
}


def a_part(of: Log, *names: str) -> Part:
    builds = tuple(Build(projection=name, version=2) for name in names)
    return Part(of=of, builds=builds, until=1000)


PARTS = (a_part(HALL, "petitions", "units"), a_part(MEDIATION, "cases", "disputes"))


def test_one_pair_of_hands_does_everything() -> None:
    [hand] = dealt(PARTS, MODELS, COUNTS, 1)
    names = {part.of: {build.projection for build in part.builds} for part in hand}

    assert names == {HALL: {"petitions", "units"}, MEDIATION: {"cases", "disputes"}}


def test_the_heaviest_goes_alone() -> None:
    hands = dealt(PARTS, MODELS, COUNTS, 2)
    names = [{build.projection for part in hand for build in part.builds} for hand in hands]

    # cases: 2 x 500 read, 4 x 500 folded. disputes: 2 x 600 read, 4 x 100 and 1 x 500 folded;
    # petitions: 2 x 120 read, 4 x 100 and 1 x 20 folded.
    assert names == [{"cases"}, {"disputes", "petitions", "units"}]
    assert all(part.until == 1000 for hand in hands for part in hand)


def test_there_are_never_more_hands_than_builds() -> None:
    assert len(dealt([a_part(HALL, "units")], MODELS, COUNTS, 8)) == 1
