"""The card of a roll of owners, and what of it each reader sees (P-INV-39)."""

from datetime import timedelta
from typing import Any

import orjson

from services.contracts.ids import PersonId
from services.gateway.http.audience.owners import roll as look
from services.gateway.http.reader import Reader
from services.gateway.readmodels.rolls import RollCard, RollStatus, rolls
from services.kernel.actor import Principal
from tests.gateway.paper import Paper
from tests.petitions.cast import ADA, EVE, resident, somebody, street
from tests.petitions.owners.test_roll import (
    ADA_KEY,
    BOB_KEY,
    DEVELOPER,
    bigger,
    drafted,
    filed,
    frozen,
    posted,
    recorded,
    second,
    space,
    unsold,
    upheld,
)
from tests.scenario import NOON

LATER = NOON + timedelta(days=16)


def told() -> Paper:
    return Paper().tell(drafted, recorded, posted, filed)


def seen(who: Principal, card: RollCard) -> Any:
    sight = look(Reader(who=who, directory=street.directory), card)
    assert sight is not None
    return orjson.loads(orjson.dumps(sight.of(card).told(_Closed())))


class _Closed(dict[Any, str]):
    """Every text, as if opened."""

    def __missing__(self, _: object) -> str:
        return "…"


def test_a_roll_is_shown_from_draft_to_frozen() -> None:
    card = told().card(rolls)
    assert (card.status, card.unanswered) == (RollStatus.POSTED, 1)

    done = frozen([bigger, second, unsold, space], 290_50, 3)
    card = told().tell(upheld).tell(done, at=LATER).card(rolls)
    assert (card.status, card.unanswered) == (RollStatus.FROZEN, 0)
    assert card.units == (bigger, second, unsold, space)
    assert card.snapshot_hash == done.snapshot_hash
    assert (card.total_area_centi_m2, card.total_heads) == (290_50, 3)
    assert [each.upheld for each in card.objections] == [True]


def test_p_inv_39_the_street_sees_units_and_areas_and_no_key() -> None:
    card = told().card(rolls)
    shown = seen(resident(EVE), card)

    assert [each["area_centi_m2"] for each in shown["units"]] == [100_00, 89_50, 100_00, 12_00]
    text = str(shown)
    assert not [key for key in (ADA_KEY, BOB_KEY, DEVELOPER) if str(key) in text]
    assert "objections" not in shown


def test_an_owner_sees_which_units_are_theirs_and_nobody_elses() -> None:
    card = told().card(rolls)
    shown = seen(resident(PersonId(ADA)), card)

    assert [each.get("owner_key") for each in shown["units"]] == [str(ADA), None, None, None]
    assert str(BOB_KEY) not in str(shown)
    assert "objections" not in shown


def test_who_prepares_the_vote_sees_all_of_it() -> None:
    card = told().card(rolls)
    shown = seen(somebody("prep_member", "E01"), card)

    assert [each["owner_key"] for each in shown["units"]][1] == str(BOB_KEY)
    assert shown["objections"][0]["objection"] == "…"
