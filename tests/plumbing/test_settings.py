"""A program starts only with settings that make sense, says what is wrong, quotes nothing."""

from base64 import b64encode
from os import environ
from pathlib import Path

import pytest
from pydantic import ValidationError

from services.plumbing.environment import SettingsWrong, read
from services.plumbing.issuer import open_issuer
from services.plumbing.published_keys import PublishedKeys, open_identity
from services.plumbing.settings import GatewaySettings, RoomSettings
from tests.proof.vectors import GO_SKEY

KEK = b64encode(bytes(range(32))).decode()
ROOM = {
    "YIZHAN_DATABASE_URL": "postgresql://hall:sesame@db/hall",
    "YIZHAN_NATS_URL": "nats://hall:sesame@bus:4222",
}
GATEWAY = {
    **ROOM,
    "YIZHAN_VAULT_URL": "postgresql://vault:sesame@/vault?host=/run/postgres",
    "YIZHAN_KEK": KEK,
    "YIZHAN_ISSUER_KEY_FILE": "/run/yizhan/issuer.jwk",
}
PRODUCTION = {
    **GATEWAY,
    "YIZHAN_ENVIRONMENT": "production",
    "YIZHAN_ISSUER": "https://login.example",
    "YIZHAN_JWKS_URL": "https://login.example/jwks",
    "YIZHAN_FEED_TOKEN": "sixteen characters",
}


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> "Environment":
    return Environment(monkeypatch)


class Environment:
    """The variables a test starts a program with, and nothing else of ours."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch = monkeypatch
        for name in [each for each in environ if each.startswith("YIZHAN_")]:
            monkeypatch.delenv(name)

    def __call__(self, *layers: dict[str, str], without: str = "") -> None:
        for layer in layers:
            for name, value in layer.items():
                self._patch.setenv(name, value)
        self._patch.delenv(without, raising=False)


def wrong(kind: type[RoomSettings] = GatewaySettings) -> list[str]:
    with pytest.raises(SettingsWrong) as told:
        read(kind)
    assert "sesame" not in str(told.value)
    assert told.value.__context__ is None or told.value.__suppress_context__
    return told.value.sentences


def test_a_room_needs_its_database_and_the_bus(given: Environment) -> None:
    assert [sentence.split()[0] for sentence in wrong(RoomSettings)] == [
        "YIZHAN_DATABASE_URL",
        "YIZHAN_NATS_URL",
    ]
    given(ROOM)
    room = read(RoomSettings)
    assert room.database_url.get_secret_value() == "postgresql://hall:sesame@db/hall"
    assert (room.streets, room.host, room.ops_port) == (("shengquan",), "127.0.0.1", 0)
    assert "sesame" not in repr(room)


def test_in_production_a_room_signs_its_logs(given: Environment) -> None:
    token = {"YIZHAN_ENVIRONMENT": "production", "YIZHAN_FEED_TOKEN": "sixteen characters"}
    given(ROOM, token)
    assert wrong(RoomSettings) == [
        "YIZHAN_SIGNING_KEY：生产环境必须设置。(Production needs YIZHAN_SIGNING_KEY.)"
    ]
    given({"YIZHAN_SIGNING_KEY": GO_SKEY})
    assert wrong(RoomSettings)[0].startswith("YIZHAN_SIGNED_FOLDER：")
    given({"YIZHAN_SIGNED_FOLDER": "/var/lib/yizhan/signed"})
    room = read(RoomSettings)
    assert (room.checkpoint_seconds, room.anchor_seconds) == (5, 3600)
    given({"YIZHAN_SIGNING_KEY": GO_SKEY + "sesame"})
    assert wrong(RoomSettings)[0].startswith("YIZHAN_SIGNING_KEY 的值不对 (is wrong)")


def test_settings_never_change(given: Environment) -> None:
    given(ROOM)
    with pytest.raises(ValidationError):
        read(RoomSettings).host = "0.0.0.0"  # type: ignore[misc]  # what must not be done


def test_lists_and_tables_are_read_as_written(given: Environment) -> None:
    given(
        GATEWAY,
        {
            "YIZHAN_STREETS": "shengquan, dingshan",
            "YIZHAN_FEEDS": '{"petitions": "http://hall:9001", "mediation": "http://m:9001"}',
            "YIZHAN_KEK": f"{KEK}\n{b64encode(bytes(32)).decode()}\n",
        },
    )
    gateway = read(GatewaySettings)
    assert gateway.streets == ("shengquan", "dingshan")
    assert gateway.feeds == {"petitions": "http://hall:9001", "mediation": "http://m:9001"}
    assert gateway.keks == (bytes(range(32)), bytes(32))
    assert (gateway.port, gateway.audience, gateway.jwks_url) == (8080, "yizhan", None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("YIZHAN_DATABASE_URL", "mysql://hall:sesame@db/hall"),
        ("YIZHAN_VAULT_MIGRATION_URL", "sesame"),
        ("YIZHAN_NATS_URL", "nats://bus:4222,sesame"),
        ("YIZHAN_NATS_CA_FILE", "/nowhere/sesame"),
        ("YIZHAN_STREETS", "shengquan,,sesame"),
        ("YIZHAN_STREETS", "evt.*"),
        ("YIZHAN_PORT", "70000"),
        ("YIZHAN_OPS_PORT", "sesame"),
        ("YIZHAN_HOST", ""),
        ("YIZHAN_FEEDS", "{sesame"),
        ("YIZHAN_FEEDS", '{"petitions": "sesame"}'),
        ("YIZHAN_KEK", "sesame"),
        ("YIZHAN_KEK", b64encode(bytes(16)).decode()),
        ("YIZHAN_KEK", ""),
        ("YIZHAN_FEED_TOKEN", "sesame"),
        ("YIZHAN_ENVIRONMENT", "sesame"),
        ("YIZHAN_JWKS_URL", "file:///sesame"),
        ("YIZHAN_OTLP_URL", "grpc://sesame:4317"),
        ("YIZHAN_TRACE_SHARE", "2"),
    ],
)
def test_a_wrong_value_is_one_sentence_naming_its_variable(
    given: Environment, name: str, value: str
) -> None:
    given(GATEWAY, {name: value})
    [sentence] = wrong()
    assert sentence.startswith(f"{name} 的值不对 (is wrong)：应为")


def test_every_wrong_variable_is_told_at_once(given: Environment) -> None:
    given(GATEWAY, {"YIZHAN_PORT": "x", "YIZHAN_KEK": "x"}, without="YIZHAN_VAULT_URL")
    assert [sentence.split()[0] for sentence in wrong()] == [
        "YIZHAN_KEK",
        "YIZHAN_PORT",
        "YIZHAN_VAULT_URL",
    ]


def test_secrets_may_come_from_files(given: Environment, tmp_path: Path) -> None:
    (tmp_path / "kek").write_text(KEK + "\n")
    (tmp_path / "url").write_text("postgresql://hall:sesame@elsewhere/hall\n")
    given(GATEWAY, {"YIZHAN_KEK_FILE": str(tmp_path / "kek")}, without="YIZHAN_KEK")
    given({"YIZHAN_DATABASE_URL_FILE": str(tmp_path / "url")}, without="YIZHAN_DATABASE_URL")
    gateway = read(GatewaySettings)
    assert gateway.keks == (bytes(range(32)),)
    assert gateway.database_url.get_secret_value() == "postgresql://hall:sesame@elsewhere/hall"


def test_a_secret_given_twice_or_in_no_readable_file_is_refused(given: Environment) -> None:
    given(GATEWAY, {"YIZHAN_KEK_FILE": "/nowhere/sesame"})
    assert wrong() == ["YIZHAN_KEK 与 YIZHAN_KEK_FILE 只能设置其一。(Set one of them, not both.)"]
    given(without="YIZHAN_KEK")
    assert wrong() == ["YIZHAN_KEK_FILE 无法读取。(The file cannot be read.)"]


def test_production_believes_a_published_issuer_only(given: Environment) -> None:
    given(PRODUCTION)
    [sentence] = wrong()
    assert "refuses YIZHAN_ISSUER_KEY_FILE" in sentence
    given(without="YIZHAN_ISSUER_KEY_FILE")
    assert read(GatewaySettings).jwks_url == "https://login.example/jwks"
    for name, value in (
        ("YIZHAN_JWKS_URL", "http://login.example/jwks"),
        ("YIZHAN_ISSUER", "http://login.example"),
    ):
        given(PRODUCTION, {name: value}, without="YIZHAN_ISSUER_KEY_FILE")
        assert wrong() == [sentence]
    given(PRODUCTION, without="YIZHAN_FEED_TOKEN")
    assert any("YIZHAN_FEED_TOKEN" in one for one in wrong(RoomSettings))


def test_a_gateway_believes_exactly_one_issuer(given: Environment) -> None:
    given(GATEWAY, {"YIZHAN_JWKS_URL": "http://login.example/jwks"})
    [both] = wrong()
    given(without="YIZHAN_JWKS_URL")
    given(without="YIZHAN_ISSUER_KEY_FILE")
    assert wrong() == [both]
    assert "exactly one" in both


async def test_the_gateway_believes_whom_its_settings_name(
    given: Environment, tmp_path: Path
) -> None:
    person = "0192d6c0-0000-7000-8000-000000000001"
    key_file = tmp_path / "issuer.jwk"
    given(GATEWAY, {"YIZHAN_ISSUER_KEY_FILE": str(key_file)})
    settings = read(GatewaySettings)
    async with open_identity(settings) as identity:
        issuer = open_issuer(key_file, settings.issuer, settings.audience, "development")
        token = issuer.mint(person, "shengquan", [])
        assert (await identity.principal(f"Bearer {token}")).person == person
    given(PRODUCTION, without="YIZHAN_ISSUER_KEY_FILE")
    async with open_identity(read(GatewaySettings)) as identity:
        assert isinstance(identity.keys, PublishedKeys)
