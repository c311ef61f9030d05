"""The card of a whistle, what its petition's card shows of it, and what it adds to the sums."""

from datetime import timedelta

from services.gateway.readmodels.petitions import petitions
from services.gateway.readmodels.whistles import DutyStatus, WhistleStatus, whistles
from tests.gateway.paper import Paper
from tests.petitions.cast import registered
from tests.petitions.test_whistle import (
    ILLEGAL,
    approved,
    blown,
    bound,
    called,
    contested,
    gone,
    handled,
    proposed,
    rated,
    refused,
    scored,
    silent,
    there,
)
from tests.scenario import NOON


def test_a_whistle_is_open_until_each_department_has_told_what_it_did() -> None:
    paper = Paper().tell(proposed)
    assert paper.card(whistles).status is WhistleStatus.PROPOSED
    assert paper.tell(approved).card(whistles).status is WhistleStatus.APPROVED
    card = paper.tell(blown, there, handled).card(whistles)
    assert [(each.department, each.status) for each in card.duties] == [
        ("URBAN", DutyStatus.HANDLED),
        ("FIRE", DutyStatus.CALLED),
    ]
    assert card.status is WhistleStatus.BLOWN
    fire = {"department": "FIRE"}
    paper.tell(contested.model_copy(update=fire), gone.model_copy(update=fire))
    assert paper.card(whistles).status is WhistleStatus.CLOSED


def test_what_was_turned_down_says_why() -> None:
    card = Paper().tell(proposed, refused).card(whistles)
    assert (card.status, card.reason) == (WhistleStatus.TURNED_DOWN, "社区可自行处理")


def test_5_1_9_the_card_shows_both_scores_and_that_it_came_late() -> None:
    card = Paper().tell(*called, contested, bound, silent, rated, scored, there, handled)
    duty = card.card(whistles).duties[0]
    assert (duty.overdue, duty.score, duty.quality) == (True, 60, 90)
    assert duty.required_by == NOON + timedelta(days=4)
    assert card.folded(whistles).cells == {
        ("whistle", "blown"): 1,
        ("department", "URBAN", "called"): 1,
        ("department", "URBAN", "overdue"): 1,
        ("department", "URBAN", "responded"): 1,
        ("department", "URBAN", "responded-sum"): 3600,
        ("department", "URBAN", "score"): 1,
        ("department", "URBAN", "score-sum"): 60,
        ("department", "URBAN", "quality"): 1,
        ("department", "URBAN", "quality-sum"): 90,
        ("department", "FIRE", "called"): 1,
    }


def test_a_petition_shows_its_whistles_and_whom_they_call() -> None:
    paper = Paper().tell(registered, proposed)
    [shown] = paper.card(petitions).whistles
    assert (shown.whistle_id, shown.called) == (ILLEGAL, ())
    [shown] = paper.tell(approved, blown).card(petitions).whistles
    assert shown.called == ("URBAN", "FIRE")
    [shown] = paper.tell(contested, gone).card(petitions).whistles
    assert shown.called == ("FIRE",)
