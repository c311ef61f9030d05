"""The first start: the streams are laid out, the demonstration street is loaded or never is."""

from services.town.provisioner import lay_out
from tests.town.conftest import Town


async def test_the_bus_is_laid_out_once_and_again_is_no_harm(nats_url: str) -> None:
    told = {"YIZHAN_NATS_URL": nats_url, "YIZHAN_STREETS": "shengquan"}
    assert await lay_out(told) == [
        "PETITIONS_shengquan: 已建 (made)",
        "MEDIATION_shengquan: 已建 (made)",
        "ACTIVITIES_shengquan: 已建 (made)",
    ]
    assert [line.rpartition(": ")[2] for line in await lay_out(told)] == ["已在 (stands)"] * 3


def test_a_street_begun_without_the_demonstration_never_gets_it(town: Town) -> None:
    town.up()
    town.more = {"DEMO": ""}
    assert "示范街道" not in town.up()


def test_a_demonstration_that_was_cut_short_is_said_and_the_town_stays(town: Town) -> None:
    town.more = {"DEMO": ""}
    assert "示范街道没有载入完" in town.refused()
    assert town.yizhan("status").returncode == 0
    assert "示范街道没有载入完" in town.refused()
