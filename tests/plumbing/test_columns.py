"""A column goes to the database as one text, and comes apart there into what it was."""

import pytest

from services.plumbing.postgres.columns import names, numbers


def test_numbers_are_the_literal_of_an_array() -> None:
    assert numbers([]) == "{}"
    assert numbers([1, None, -3]) == "{1,NULL,-3}"


def test_names_are_joined_by_a_sign_that_stands_in_none() -> None:
    assert names([]) == ""
    assert names(["party-P1", "station-S1"]) == "party-P1\x1fstation-S1"


@pytest.mark.parametrize("column", [["a\x1fb"], ["a", "b\x1fc"], [""]])
def test_names_that_could_not_be_told_apart_are_refused(column: list[str]) -> None:
    with pytest.raises(ValueError, match="separator"):
        names(column)
