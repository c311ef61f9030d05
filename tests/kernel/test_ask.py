"""When a repeated command id is the same request, and when it is another."""

from dataclasses import replace
from uuid import uuid4

from services.kernel.actor import Principal
from services.kernel.ask import Ask, fingerprint
from tests.kernel import library

ADA = Principal(person="ada", street="shengquan")
BUILD = Ask(
    command=library.BuildShelf(shelf="s1", name="novels"), command_id=uuid4(), principal=ADA
)
PUT = Ask(command=library.PutBook(shelf="s1", book="b"), command_id=uuid4(), principal=ADA)


def test_an_id_made_anew_for_a_new_thing_is_the_same_request() -> None:
    anew = replace(BUILD, command=library.BuildShelf(shelf="s2", name="novels"))
    other = replace(BUILD, command=library.BuildShelf(shelf="s1", name="poems"))
    assert fingerprint(anew) == fingerprint(BUILD)
    assert fingerprint(other) != fingerprint(BUILD)


def test_the_id_of_a_thing_that_stands_counts() -> None:
    elsewhere = replace(PUT, command=library.PutBook(shelf="s2", book="b"))
    assert fingerprint(elsewhere) != fingerprint(PUT)


def test_who_asks_and_what_is_asked_count() -> None:
    bob = replace(PUT, principal=Principal(person="bob", street="shengquan"))
    take = replace(PUT, command=library.TakeBook(shelf="s1", book="b"))
    assert len({fingerprint(each) for each in (PUT, bob, take)}) == 3
    assert fingerprint(replace(PUT, command_id=uuid4(), expected_version=4)) == fingerprint(PUT)


def test_a_clients_own_digest_stands_for_words_sealed_anew_each_time() -> None:
    first = replace(PUT, request_digest="d1")
    sealed_anew = replace(first, command=library.PutBook(shelf="s1", book="other"))
    assert fingerprint(first) == fingerprint(sealed_anew)
    assert fingerprint(replace(first, request_digest="d2")) != fingerprint(first)
