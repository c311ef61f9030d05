"""What `yizhan secrets` makes: once what is secret, anew what follows from it, for its owner."""

import json
import stat
from dataclasses import replace
from pathlib import Path

import yaml

from services.town.handing_out import Street, hand_out
from services.town.paths import CHECKOUT

STREET = Street()


def handed(folder: Path, street: Street = STREET) -> dict[str, str]:
    return {each.name: each.read_text().strip() for each in hand_out(folder, street)}


def test_every_secret_that_compose_mounts_is_made(tmp_path: Path) -> None:
    made = handed(tmp_path, replace(STREET, sealed=True))
    for name in ("compose.yaml", "compose.tls.yaml"):
        composed = yaml.safe_load((CHECKOUT / "deploy" / name).read_text())
        assert composed["secrets"].keys() <= made.keys()


def test_the_folder_is_closed_to_everybody_but_its_owner(tmp_path: Path) -> None:
    hand_out(tmp_path, STREET)
    assert stat.S_IMODE((tmp_path / "secrets").stat().st_mode) == 0o700


def test_what_is_made_once_is_kept(tmp_path: Path) -> None:
    before = handed(tmp_path)
    assert handed(tmp_path) == before


def test_an_address_holds_the_password_that_the_server_is_given(tmp_path: Path) -> None:
    made = handed(tmp_path, replace(STREET, postgres="db.office:6432", bus="bus.office:4333"))
    password = made["postgres-mediation"]
    url = f"postgresql://mediation:{password}@db.office:6432/mediation"
    assert made["mediation-database-url"] == url
    assert (
        made["mediation-nats-url"] == f"nats://mediation:{made['nats-mediation']}@bus.office:4333"
    )
    assert made["nats-mediation"] in made["nats.conf"]


def test_a_street_more_is_in_the_configuration_of_the_bus_and_changes_no_password(
    tmp_path: Path,
) -> None:
    before = handed(tmp_path)
    after = handed(tmp_path, replace(STREET, streets=("shengquan", "jinyang")))
    assert {name for name in after if after[name] != before[name]} == {"nats.conf"}
    assert "evt.petitions.jinyang.>" in after["nats.conf"]
    assert "jinyang" not in before["nats.conf"]


def test_a_bus_once_under_tls_stays_so(tmp_path: Path) -> None:
    sealed = handed(tmp_path, replace(STREET, sealed=True))
    assert handed(tmp_path) == sealed
    assert json.loads(sealed["nats.conf"])["tls"]["cert_file"] == "/run/secrets/nats.crt"
    assert sealed["gateway-nats-url"].startswith("tls://gateway:")


def test_what_somebody_keeps_beside_the_secrets_is_left_alone(tmp_path: Path) -> None:
    hand_out(tmp_path, STREET)
    mine = tmp_path / "secrets" / "kustomization.yaml"
    mine.write_text("kind: Component")
    mine.chmod(0o644)
    assert "kustomization.yaml" not in handed(tmp_path)
    assert stat.S_IMODE(mine.stat().st_mode) == 0o644
