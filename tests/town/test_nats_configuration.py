"""The bus's configuration: the server itself reads it, and nobody has more than their own row."""

import json
import subprocess
import sysconfig
from pathlib import Path

import pytest

from services.town.nats import OPERATOR, USERS, configured
from services.town.nats_configuration import Tls

PASSWORDS = {user: f"the-password-of-{user}" for user in (*USERS, OPERATOR)}
STREETS = ["shengquan", "jiaotong"]
SERVER = Path(sysconfig.get_path("scripts")) / "nats-server"


@pytest.mark.parametrize("streets", [STREETS, [f"street-{number}" for number in range(100)]])
def test_the_server_accepts_it_for_a_few_streets_and_for_a_hundred(
    streets: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "nats.conf"
    file.write_text(configured(PASSWORDS, streets))
    checked = subprocess.run(
        [SERVER, "-t", "-c", file], capture_output=True, text=True, check=False
    )
    assert (checked.returncode, "is valid" in checked.stderr) == (0, True), checked.stderr


def test_in_a_container_it_listens_to_all_and_shows_its_health_to_itself() -> None:
    told = json.loads(configured(PASSWORDS, STREETS))
    assert (told["host"], told["port"], told["http"]) == ("0.0.0.0", 4222, "127.0.0.1:8222")
    assert told["jetstream"]["store_dir"] == "/data"
    assert told["jetstream"]["sync_interval"] == "always"
    assert "tls" not in told
    assert "no_auth_user" not in told


def test_every_user_has_a_row_of_subjects_and_the_operator_none_of_the_programs_account() -> None:
    accounts = json.loads(configured(PASSWORDS, STREETS))["accounts"]
    users = accounts["APP"]["users"]
    assert [user["user"] for user in users] == list(USERS)
    assert all(user["permissions"]["publish"]["allow"] for user in users)
    assert all(user["permissions"]["subscribe"]["allow"] for user in users)
    assert [user["user"] for user in accounts["SYS"]["users"]] == [OPERATOR]


def test_there_is_room_for_every_stream_of_every_street() -> None:
    told = json.loads(configured(PASSWORDS, [f"street-{number}" for number in range(100)]))
    limits = told["accounts"]["APP"]["jetstream"]
    assert limits["max_streams"] == 600  # three rooms, and as much for streets that have left
    assert limits["max_file"] == 600 * 256 * 1024**2 == told["jetstream"]["max_file_store"]


def test_with_a_certificate_it_is_sealed_from_the_first_byte() -> None:
    kept = Tls(certificate=Path("/run/bus.crt"), key=Path("/run/bus.key"))
    assert json.loads(configured(PASSWORDS, STREETS, kept))["tls"] == {
        "cert_file": "/run/bus.crt",
        "key_file": "/run/bus.key",
        "min_version": "1.3",
        "handshake_first": True,
        "timeout": 2,
    }
