"""What runs in the cluster is closed: no root, nothing to write to, no way that nobody needs."""

import pytest

from tests.deploy.schemas.built import OVERLAYS, Built, Object, build, containers, pod, selects

SERVING = ("petitions", "mediation", "activities", "gateway")


@pytest.fixture(params=sorted(OVERLAYS))
def overlay(request: pytest.FixtureRequest) -> Built:
    return build(str(request.param))


def test_no_pod_runs_as_root_or_is_given_a_right_in_the_cluster(overlay: Built) -> None:
    assert len(overlay.workloads) >= 9
    for each in overlay.workloads:
        spec = pod(each)["spec"]
        assert spec["automountServiceAccountToken"] is False, each["metadata"]
        assert spec["securityContext"]["runAsNonRoot"] is True, each["metadata"]
        assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
        assert not spec.keys() & {"hostNetwork", "hostPID", "hostIPC"}, each["metadata"]
        assert not any("hostPath" in volume for volume in spec["volumes"]), each["metadata"]


def test_no_container_writes_to_its_image_or_gains_privileges(overlay: Built) -> None:
    for each in (one for workload in overlay.workloads for one in containers(workload)):
        assert each["securityContext"] == {
            "allowPrivilegeEscalation": False,
            "readOnlyRootFilesystem": True,
            "capabilities": {"drop": ["ALL"]},
        }, each["name"]


def test_every_container_says_what_it_needs_and_the_most_it_may_have(overlay: Built) -> None:
    for each in (one for workload in overlay.workloads for one in containers(workload)):
        assert each["resources"]["requests"].keys() == {"cpu", "memory"}, each["name"]
        assert each["resources"]["limits"].keys() == {"cpu", "memory"}, each["name"]


@pytest.mark.parametrize("name", SERVING)
def test_a_serving_program_is_asked_how_it_is_and_is_given_time_to_close(
    overlay: Built, name: str
) -> None:
    spec = pod(overlay.one("Deployment", name))["spec"]
    [container] = spec["containers"]
    pause = container.get("lifecycle", {}).get("preStop", {}).get("sleep", {}).get("seconds", 0)

    assert container["startupProbe"]["httpGet"]["path"] == "/healthz"
    assert container["livenessProbe"]["httpGet"]["path"] == "/healthz"
    assert container["readinessProbe"]["httpGet"]["path"] == "/readyz"
    assert spec["terminationGracePeriodSeconds"] - pause > 10
    assert spec["topologySpreadConstraints"][0]["topologyKey"] == "kubernetes.io/hostname"


def test_a_new_version_is_there_before_an_old_one_goes(overlay: Built) -> None:
    for each in overlay.of("Deployment"):
        assert each["spec"]["strategy"]["rollingUpdate"] == {"maxUnavailable": 0, "maxSurge": 1}


def test_a_drained_node_takes_one_replica_of_each_program_at_a_time(overlay: Built) -> None:
    budgets = [each["spec"] for each in overlay.of("PodDisruptionBudget")]
    for each in (*overlay.of("Deployment"), overlay.one("StatefulSet", "nats")):
        mine = [one for one in budgets if selects(one["selector"], _labels(each))]
        assert [one["maxUnavailable"] for one in mine] == [1], each["metadata"]["name"]


def test_a_budget_a_service_and_a_deployment_find_no_migration(overlay: Built) -> None:
    jobs = [_labels(each) for each in overlay.of("Job")]
    finders = [each["spec"]["selector"] for each in overlay.of("Deployment", "PodDisruptionBudget")]
    finders += [{"matchLabels": each["spec"]["selector"]} for each in overlay.of("Service")]

    assert not [(each, job) for each in finders for job in jobs if selects(each, job)]


def test_nobody_talks_to_anybody_unless_a_policy_names_both(overlay: Built) -> None:
    policies = {each["metadata"]["name"]: each["spec"] for each in overlay.of("NetworkPolicy")}
    assert policies["nobody"] == {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]}
    for each in overlay.workloads:
        named = [one for one in policies.values() if one["podSelector"]]
        assert [one for one in named if selects(one["podSelector"], _labels(each))], each[
            "metadata"
        ]


@pytest.mark.parametrize(
    ("who", "whom", "port", "may"),
    [
        ("gateway", "petitions", 9000, True),
        ("mediation", "petitions", 9000, True),
        ("provisioner", "petitions", 9000, False),
        ("petitions", "gateway", 8080, False),
        ("petitions", "nats", 4222, True),
        ("provisioner", "nats", 4222, True),
        ("migrate-petitions", "nats", 4222, False),
        ("petitions", "nats", 6222, False),
        ("nats", "nats", 6222, True),
        ("nats", "petitions", 9000, False),
    ],
)
def test_who_reaches_whom(overlay: Built, who: str, whom: str, port: int, may: bool) -> None:
    asking, asked = (_labels(_workload(overlay, name)) for name in (who, whom))

    assert _reaches(overlay, asking, asked, port) is may


@pytest.mark.parametrize(
    ("who", "cluster", "may"),
    [
        ("petitions", "petitions", True),
        ("migrate-petitions", "petitions", True),
        ("gateway", "gateway", True),
        ("gateway", "vault", True),
        ("migrate-gateway", "vault", True),
        ("petitions", "mediation", False),
        ("petitions", "vault", False),
        ("gateway", "petitions", False),
        ("provisioner", "petitions", False),
    ],
)
def test_in_production_a_program_reaches_its_own_database_alone(
    who: str, cluster: str, may: bool
) -> None:
    production = build("production")
    asked = {"cnpg.io/cluster": f"postgres-{cluster}"}

    assert _reaches(production, _labels(_workload(production, who)), asked, 5432) is may


def _workload(overlay: Built, name: str) -> Object:
    [found] = [each for each in overlay.workloads if each["metadata"]["name"] == name]
    return found


def _labels(workload: Object) -> dict[str, str]:
    return dict(pod(workload)["metadata"]["labels"])


def _reaches(overlay: Built, asking: dict[str, str], asked: dict[str, str], port: int) -> bool:
    """Both must allow it: the one who goes out and the one who lets in."""
    out = _allows(overlay, asking, asked, port, "egress", "to")
    return out and _allows(overlay, asked, asking, port, "ingress", "from")


def _allows(
    overlay: Built, mine: dict[str, str], theirs: dict[str, str], port: int, way: str, end: str
) -> bool:
    rules = [
        rule
        for each in overlay.of("NetworkPolicy")
        if selects(each["spec"]["podSelector"], mine)
        for rule in each["spec"].get(way, [])
    ]
    return any(
        any(one["port"] == port for one in rule["ports"])
        and any(selects(one["podSelector"], theirs) for one in rule[end] if "podSelector" in one)
        for rule in rules
        if end in rule
    )
