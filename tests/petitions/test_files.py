"""What the hall keeps in mind of every petition."""

from services.contracts.petitions.words import ReopenReason
from services.kernel.decider import fold
from services.petitions.surroundings import evolve
from tests.petitions.cast import (
    ADA,
    BOB,
    LAMP,
    REFERRAL,
    anonymous,
    answered,
    called,
    closed,
    handler,
    referred,
    registered,
    street,
)
from tests.petitions.test_closing import reopened
from tests.petitions.test_intake import voided, withdrawn


def test_a_persons_petition_is_open_until_it_ends_and_again_when_reopened() -> None:
    going = fold(evolve, street, answered).files
    assert (going.of(str(ADA)), going.open_of(str(ADA))) == ([str(LAMP)], 1)
    assert going.open_of(str(BOB)) == 0
    over = fold(evolve, street, [*answered, called(), closed])
    assert over.files.open_of(str(ADA)) == 0
    assert over.files.of(str(ADA)) == [str(LAMP)]
    assert evolve(over, reopened(ReopenReason.RELAPSED)).files.open_of(str(ADA)) == 1
    for end in (withdrawn, voided):
        assert fold(evolve, street, [registered, end]).files.open_of(str(ADA)) == 0


def test_nobodys_petition_belongs_to_nobody() -> None:
    files = fold(evolve, street, [anonymous]).files
    assert files.is_open(str(LAMP))
    assert files.of(str(ADA)) == []


def test_whoever_signed_or_replied_handled_it() -> None:
    assert fold(evolve, street, answered).files.handlers_for(str(ADA)) == {handler.person}


def test_the_petition_of_a_referral_is_known() -> None:
    files = fold(evolve, street, [registered, referred]).files
    assert files.by_referral.get(str(REFERRAL)) == str(LAMP)
