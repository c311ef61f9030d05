"""`yizhan token` and its neighbours: what they print, and what they say when they cannot."""

import base64
import json
from pathlib import Path

import pytest

from services.kernel.actor import Grant
from services.plumbing.identity import Identity, Unauthenticated
from services.plumbing.issuer import open_issuer
from services.plumbing.jwks import LocalKeys
from services.plumbing.settings import DEVELOPMENT_ISSUER
from services.town.migrating import tasks
from services.town.own_bus import with_bus
from services.town.tokens import token
from services.town.troubles import Trouble

ANN = "00000000-0000-7000-8000-0000000000a1"


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """A data folder in which a town has been."""
    (tmp_path / "secrets").mkdir(mode=0o700)
    return {"YIZHAN_DATA": str(tmp_path)}


def identity(environ: dict[str, str]) -> Identity:
    """What the town's gateway believes."""
    key = Path(environ["YIZHAN_DATA"]) / "secrets" / "issuer.jwk"
    issuer = open_issuer(key, DEVELOPMENT_ISSUER, "yizhan", "development")
    return Identity(DEVELOPMENT_ISSUER, "yizhan", LocalKeys(issuer.jwks()))


async def test_a_token_is_what_the_gateway_believes(environ: dict[str, str]) -> None:
    text = token(environ, ["community_officer", "mediator@C2"], org="C1", person=ANN)
    principal = await identity(environ).verify(text)

    assert (principal.person, principal.street) == (ANN, "shengquan")
    assert principal.grants == (
        Grant(role="community_officer", org="C1"),
        Grant(role="mediator", org="C2"),
    )


async def test_without_an_org_the_role_is_held_at_the_street(environ: dict[str, str]) -> None:
    text = token({**environ, "YIZHAN_STREETS": "lake, hill"}, ["street_officer"])
    principal = await identity(environ).verify(text)

    assert principal.street == "lake"
    assert principal.grants == (Grant(role="street_officer", org="lake"),)


def test_two_tokens_without_a_person_are_two_people(environ: dict[str, str]) -> None:
    def person(text: str) -> str:
        body = text.split(".")[1]
        return str(json.loads(base64.urlsafe_b64decode(body + "=="))["sub"])

    assert person(token(environ, ["resident"])) != person(token(environ, ["resident"]))


async def test_a_token_lasts_as_long_as_asked(environ: dict[str, str]) -> None:
    with pytest.raises(Unauthenticated):
        await identity(environ).verify(token(environ, ["resident"], hours=-1))


@pytest.mark.parametrize("role", ["boss", "system", "", "Resident"])
def test_a_role_that_does_not_exist_is_told_with_those_that_do(
    environ: dict[str, str], role: str
) -> None:
    with pytest.raises(Trouble, match="street_officer"):
        token(environ, [role])


def test_a_person_is_a_uuid(environ: dict[str, str]) -> None:
    with pytest.raises(Trouble, match="UUID"):
        token(environ, ["resident"], person="Ann")


def test_where_no_town_has_been_nothing_is_made(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="make up"):
        token({"YIZHAN_DATA": str(tmp_path / "nowhere")}, ["resident"])

    assert not (tmp_path / "nowhere").exists()


def test_in_production_there_is_no_such_issuer(environ: dict[str, str]) -> None:
    with pytest.raises(Trouble, match="development"):
        token({**environ, "YIZHAN_ENVIRONMENT": "production"}, ["resident"])


def test_migrations_are_those_of_what_the_environment_names() -> None:
    room = {
        "YIZHAN_DATABASE_URL": "postgresql://petitions:x@db/petitions",
        "YIZHAN_MIGRATION_URL": "postgresql://petitions_owner:x@db/petitions",
    }
    gateway = {
        **room,
        "YIZHAN_VAULT_URL": "postgresql://vault:x@db/vault",
        "YIZHAN_VAULT_MIGRATION_URL": "postgresql://vault_owner:x@db/vault",
    }

    assert [(task.service_role, task.folder.name) for task in tasks(room)] == [
        ("petitions", "room")
    ]
    assert [(task.service_role, task.folder.name) for task in tasks(gateway)] == [
        ("petitions", "gateway"),
        ("vault", "vault"),
    ]


def test_a_database_whose_owner_is_not_named_is_told() -> None:
    with pytest.raises(Trouble, match="YIZHAN_MIGRATION_URL"):
        tasks({"YIZHAN_DATABASE_URL": "postgresql://petitions@db/petitions"})


def test_without_a_town_the_bus_and_the_databases_must_be_named(environ: dict[str, str]) -> None:
    with pytest.raises(Trouble, match="YIZHAN_NATS_URL"):
        with_bus(environ)
    with pytest.raises(Trouble, match="make up"):
        tasks(environ)


def test_a_bus_that_is_named_is_taken_as_it_is() -> None:
    named = {"YIZHAN_NATS_URL": "nats://provisioner@bus:4222"}

    assert with_bus(named) == named
