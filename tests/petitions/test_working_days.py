"""Working days in the street's own time."""

from datetime import UTC, datetime

import pytest

from services.petitions.working_days import after_working_days, local_day

MONDAY_NOON = datetime(2024, 11, 4, 4, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (MONDAY_NOON, 2, datetime(2024, 11, 6, 16, 0, tzinfo=UTC)),
        (datetime(2024, 11, 8, 4, 0, tzinfo=UTC), 2, datetime(2024, 11, 12, 16, 0, tzinfo=UTC)),
        (datetime(2024, 11, 9, 4, 0, tzinfo=UTC), 1, datetime(2024, 11, 11, 16, 0, tzinfo=UTC)),
        (datetime(2024, 11, 4, 17, 0, tzinfo=UTC), 1, datetime(2024, 11, 6, 16, 0, tzinfo=UTC)),
        (MONDAY_NOON, 15, datetime(2024, 11, 25, 16, 0, tzinfo=UTC)),
    ],
    ids=["within a week", "over a weekend", "from a Saturday", "after midnight", "three weeks"],
)
def test_the_first_day_is_not_counted_and_the_last_ends_at_midnight(
    start: datetime, days: int, end: datetime
) -> None:
    assert after_working_days(start, days) == end


def test_a_day_begins_when_it_begins_in_the_street() -> None:
    assert local_day(datetime(2024, 11, 4, 16, 0, tzinfo=UTC)).isoformat() == "2024-11-05"
    assert local_day(datetime(2024, 11, 4, 15, 59, tzinfo=UTC)).isoformat() == "2024-11-04"
