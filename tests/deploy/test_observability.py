"""What watches the street from outside asks for what the programs really tell, and was tried."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docker
import pytest
import yaml

from services.plumbing.metrics import Metrics
from services.town.paths import CHECKOUT

HERE = CHECKOUT / "deploy" / "observability"
RULES, TRIED = HERE / "rules.yml", HERE / "rules.test.yml"
DASHBOARD = HERE / "grafana" / "street.json"
PROMETHEUS = "prom/prometheus:v3.5.3"

_METRIC = re.compile(r"\b(?:yizhan|process|python)_[a-z_]+")
_OF_PROMETHEUS = {"up"}
_NAME = re.compile(r"(?<![\w\"$:.])([a-z_]\w*)(?=\{|\[)")


def told() -> set[str]:
    """The name of every series that a program can tell."""
    found: set[str] = set()
    for family in Metrics().registry.collect():
        match family.type:
            case "histogram":
                found |= {f"{family.name}_{part}" for part in ("bucket", "sum", "count")}
            case "counter":
                found.add(f"{family.name}_total")
            case _:
                found.add(family.name)
    return found


def rules() -> list[dict[str, Any]]:
    groups = yaml.safe_load(RULES.read_text())["groups"]
    return [rule for group in groups for rule in group["rules"]]


def alerts() -> dict[str, dict[str, Any]]:
    return {rule["alert"]: rule for rule in rules() if "alert" in rule}


def panels() -> list[dict[str, Any]]:
    drawn: list[dict[str, Any]] = json.loads(DASHBOARD.read_text())["panels"]
    return drawn


def queries() -> Iterator[str]:
    for panel in panels():
        yield from (target["expr"] for target in panel.get("targets", ()))


def names_in(expression: str) -> set[str]:
    """Recorded figures are named after what they are made of: `room:<metric>:p99_5m`."""
    plain = re.sub(r"[a-z_]+:([a-z_]+):\w+", "", expression)
    return set(_METRIC.findall(plain)) | set(_NAME.findall(plain))


def test_rules_and_dashboard_ask_only_for_what_the_programs_tell() -> None:
    known = told() | _OF_PROMETHEUS
    expressions = [*(rule["expr"] for rule in rules()), *queries()]
    asked = set[str]().union(*map(names_in, expressions))

    assert asked - known == set()
    assert {"yizhan_ready", "yizhan_relay_lag_positions", "yizhan_http_requests_total"} < asked


def test_a_figure_that_is_used_is_recorded() -> None:
    recorded = {rule["record"] for rule in rules() if "record" in rule}
    expressions = [*(rule["expr"] for rule in rules()), *queries()]
    used = {found for each in expressions for found in re.findall(r"[a-z_]+:\w+:\w+", each)}

    assert used - recorded == set()


def test_every_measure_of_ours_is_drawn_or_warned_of() -> None:
    expressions = [*(rule["expr"] for rule in rules()), *queries()]
    asked = {
        re.sub("_(bucket|sum|count)$", "", name) for each in expressions for name in names_in(each)
    }
    ours = {
        re.sub("_(bucket|sum|count)$", "", name) for name in told() if name.startswith("yizhan")
    }

    assert ours - asked == set()


def test_every_alert_says_what_is_wrong_in_both_languages_and_how_urgent_it_is() -> None:
    for name, rule in alerts().items():
        said = rule["annotations"]["summary"]
        assert re.search(r"[\u4e00-\u9fff].*。\([A-Z{].*[a-z}:][^()]*\.\)$", said), (
            f"{name}: {said}"
        )
        assert rule["labels"]["severity"] in ("critical", "warning")


def test_every_alert_leads_to_a_heading_of_the_handbook() -> None:
    handbook = (CHECKOUT / "deploy" / "README.md").read_text()
    headings = set(re.findall(r"^#+ (\w+)", handbook, flags=re.MULTILINE))

    assert alerts().keys() - headings == set()
    for name, rule in alerts().items():
        assert rule["annotations"]["runbook"] == f"deploy/README.md#{name.lower()}"


def test_every_alert_was_seen_silent_and_firing() -> None:
    seen: dict[str, set[bool]] = {}
    for group in yaml.safe_load(TRIED.read_text())["tests"]:
        for tried in group["alert_rule_test"]:
            seen.setdefault(tried["alertname"], set()).add(bool(tried["exp_alerts"]))

    assert seen == {name: {True, False} for name in alerts()}


def test_the_dashboard_leaves_it_to_grafana_where_the_figures_come_from() -> None:
    board = json.loads(DASHBOARD.read_text())
    variables = {each["name"]: each["type"] for each in board["templating"]["list"]}
    sources = {
        source["uid"]
        for panel in panels()
        for source in [
            panel.get("datasource"),
            *(t["datasource"] for t in panel.get("targets", ())),
        ]
        if source is not None
    }

    assert variables == {"datasource": "datasource", "room": "query", "street": "query"}
    assert sources == {"${datasource}"}
    assert len({panel["id"] for panel in panels()}) == len(panels())


def test_no_two_panels_lie_upon_each_other() -> None:
    cells = [
        (x, y)
        for at in (panel["gridPos"] for panel in panels())
        for x in range(at["x"], at["x"] + at["w"])
        for y in range(at["y"], at["y"] + at["h"])
    ]

    assert len(cells) == len(set(cells))
    assert max(x for x, _ in cells) < 24


def test_every_replica_of_every_program_is_found_by_name() -> None:
    jobs = yaml.safe_load((HERE / "prometheus.yml").read_text())["scrape_configs"]
    found = {
        job["job_name"]: (each["names"], each["type"], each["port"])
        for job in jobs
        for each in job["dns_sd_configs"]
    }

    assert found == {
        "petitions": (["petitions"], "A", 9000),
        "mediation": (["mediation"], "A", 9000),
        "activities": (["activities"], "A", 9000),
        "gateway": (["gateway"], "A", 8080),
    }


@pytest.mark.needs_engine
@pytest.mark.parametrize(
    "words",
    ["check config prometheus.yml", "check rules rules.yml", "test rules rules.test.yml"],
)
def test_prometheus_itself_finds_no_fault(words: str) -> None:
    assert "SUCCESS" in promtool(HERE, words)


@pytest.mark.needs_engine
def test_a_rule_that_is_wrong_would_be_noticed(tmp_path: Path) -> None:
    wrong = RULES.read_text().replace("yizhan_ready == 0", "yizhan_ready == 1")
    (tmp_path / "rules.yml").write_text(wrong)
    (tmp_path / "rules.test.yml").write_text(TRIED.read_text())

    with pytest.raises(docker.errors.ContainerError, match="YizhanNotReady"):
        promtool(tmp_path, "test rules rules.test.yml")


def promtool(folder: Path, words: str) -> str:
    """What it says; ContainerError with its complaint where it is not content."""
    client = docker.from_env()
    try:
        files = {str(folder): {"bind": "/given", "mode": "ro"}}
        said: bytes = client.containers.run(
            PROMETHEUS,
            words.split(),
            entrypoint="promtool",
            volumes=files,
            working_dir="/given",
            user="root",  # a test's folder is its owner's alone
            network_mode="none",
            remove=True,
            stderr=True,
        )
    finally:
        client.close()
    return said.decode()
