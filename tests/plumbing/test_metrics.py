"""What an operator's dashboard reads: every measure by its name, and never an id."""

from services.plumbing.metrics import Metrics


def test_every_measure_is_there_under_its_name() -> None:
    metrics = Metrics()
    metrics.commands.labels("petitions", "RegisterPetition", "accepted").inc()
    metrics.gaps_healed.labels("petition_cards", "petitions").inc(2)
    metrics.append_batch_size.labels("petitions").observe(7)
    metrics.http_requests.labels("POST", "/v1/petitions/{id}/accept", "200").inc()
    body, kind = metrics.exposition()
    told = body.decode()
    assert kind.startswith("text/plain")
    for line in (
        'yizhan_commands_total{command="RegisterPetition",outcome="accepted",room="petitions"} 1.0',
        'yizhan_gaps_healed_total{consumer="petition_cards",room="petitions"} 2.0',
        'yizhan_append_batch_size_bucket{le="10.0",room="petitions"} 1.0',
        'yizhan_append_batch_size_bucket{le="5.0",room="petitions"} 0.0',
    ):
        assert line in told.splitlines()
    for name in (
        "append_commit_seconds",
        "head_lock_seconds",
        "conflicts_total",
        "relay_lag_positions",
        "projection_lag_positions",
        "projection_lag_seconds",
        "parked_streams",
        "timer_late_seconds",
        "http_requests_total",
        "http_request_seconds",
        "ready",
        "commands_under_way",
        "commands_limit",
    ):
        assert f"# TYPE yizhan_{name.removesuffix('_total')}" in told


def test_no_label_holds_an_id() -> None:
    of_events = {"room", "street", "command", "outcome", "projection", "consumer", "program"}
    measures = [value for value in vars(Metrics()).values() if hasattr(value, "_labelnames")]
    assert len(measures) == 16
    for measure in measures:
        assert set(measure._labelnames) <= of_events | {"method", "route", "status"}


def test_two_programs_in_one_process_count_apart() -> None:
    one, two = Metrics(), Metrics()
    one.conflicts.labels("petitions").inc()
    assert b'yizhan_conflicts_total{room="petitions"}' in one.exposition()[0]
    assert b'yizhan_conflicts_total{room="petitions"}' not in two.exposition()[0]
