"""Late is who has not reached, for some time, what they were told of."""

from services.gateway.listening import Lag


def test_who_has_everything_is_not_late() -> None:
    lag = Lag()
    assert [lag.seconds(7, 7, now) for now in (1.0, 2.0, 3.0)] == [0.0, 0.0, 0.0]


def test_who_stands_still_grows_late_however_much_more_comes() -> None:
    lag = Lag()
    assert lag.seconds(5, 8, 10.0) == 0.0
    assert lag.seconds(5, 9, 11.0) == 1.0
    assert lag.seconds(7, 20, 14.0) == 4.0


def test_who_keeps_up_with_a_busy_log_is_not_late() -> None:
    lag = Lag()
    assert lag.seconds(5, 8, 10.0) == 0.0
    assert lag.seconds(8, 12, 11.0) == 0.0
    assert lag.seconds(12, 16, 12.0) == 0.0
    assert lag.seconds(13, 20, 15.0) == 3.0
