"""The card of an owners' assembly: sums for everybody, marks for nobody but counting tellers."""

import orjson
import pytest

from services.contracts.petitions.owners_words import Choice
from services.gateway.http.audience.owners import assembly as look
from services.gateway.http.reader import Reader
from services.gateway.readmodels.assemblies import AssemblyStatus, assemblies
from services.kernel.actor import Principal
from tests.gateway.paper import Paper
from tests.petitions.cast import EVE, officer, resident, somebody, street
from tests.petitions.owners.assembly_cast import noticed, opened, proposed, teller
from tests.petitions.owners.test_assembly import all_in, decided, failed, tally
from tests.petitions.owners.test_proxies import bobs_agent


def sees_marks(who: Principal, *told: object) -> bool:
    card = Paper().tell(*told).card(assemblies)  # type: ignore[arg-type]  # events
    sight = look(Reader(who=who, directory=street.directory), card)
    assert sight is not None
    assert not sight.bodies
    assert sight.shows("ballots") == sight.shows("proxies")
    return sight.shows("ballots")


def test_an_assembly_is_shown_from_proposal_to_decision() -> None:
    card = Paper().tell(*all_in).card(assemblies)
    assert (card.status, card.ballots_in_force) == (AssemblyStatus.COUNTING, 3)
    card = Paper().tell(*all_in, tally, decided).card(assemblies)
    assert (card.status, card.tallies) == (AssemblyStatus.DECIDED, (tally,))


def test_p_inv_29_of_two_papers_of_one_owner_the_later_is_shown() -> None:
    again = bobs_agent.model_copy(update={"document_ref": "委-002"})
    card = Paper().tell(proposed, noticed, bobs_agent, again).card(assemblies)
    assert [each.document_ref for each in card.proxies] == ["委-002"]


def test_a_second_round_begins_without_ballots() -> None:
    again = noticed.model_copy(update={"round": 2})
    card = Paper().tell(*all_in, failed, again).card(assemblies)
    assert (card.round, card.ballots_in_force, card.ballots) == (2, 0, ())


@pytest.mark.parametrize("who", [teller, officer, resident(EVE), somebody("auditor")])
def test_before_the_vote_is_closed_no_reader_sees_marks(who: Principal) -> None:
    assert not sees_marks(who, *all_in[:-1])


def test_while_it_is_counted_tellers_alone_see_marks() -> None:
    assert sees_marks(teller, *all_in)
    assert not sees_marks(somebody("teller", "E07"), *all_in)
    assert not any(sees_marks(who, *all_in) for who in (officer, resident(EVE)))
    assert not sees_marks(teller, *all_in, tally, decided)


def test_no_stored_byte_tells_what_anybody_marked() -> None:
    """Neither a choice nor a nonce: a commitment without its nonce says nothing, and a mark
    travels sealed."""
    stored = [each.body for each in Paper().tell(proposed, *all_in[1:]).events]
    for choice in Choice:
        assert not any(f'"{choice}"'.encode() in body for body in stored)
    nonce = opened("A1", Choice.FOR).nonce.encode()
    assert not any(nonce in body for body in stored)
    cast = next(orjson.loads(body) for body in stored if b'"serial":"A1"' in body)
    assert cast.keys() == {
        *("assembly_id", "serial", "voter_key", "medium", "marks", "commitment", "cast_at", "via")
    }
