"""A bus behind TLS: reached with its CA, and by nobody who does not know it or speaks plainly."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import nats
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID
from pydantic import SecretStr

from services.gateway.opening import bus_of
from services.plumbing.bus import connected
from services.plumbing.holdings import bus as bus_of_a_room
from services.plumbing.settings import GatewaySettings, RoomSettings
from services.town.nats_configuration import Tls
from services.town.provisioner import lay_out
from tests.plumbing.half_a_server import half_a_server
from tests.scenario import STREET
from tests.servers import BUS_USER, OpenNats, Server, a_folder, open_nats

POSTGRES = SecretStr("postgresql://nobody@db/nothing")


def certificate(folder: Path, name: str) -> Tls:
    """One that is its own CA, for this machine's loopback."""
    key, now = generate_private_key(SECP256R1()), datetime.now(UTC)
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    here = x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))])
    signed = (
        x509.CertificateBuilder(who, who, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(hours=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(here, critical=False)
        .sign(key, SHA256())
    )
    shown, kept = folder / f"{name}.crt", folder / f"{name}.key"
    shown.write_bytes(signed.public_bytes(Encoding.PEM))
    kept.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return Tls(certificate=shown, key=kept)


@pytest.fixture(scope="module")
async def sealed() -> AsyncIterator[tuple[OpenNats, Path]]:
    """The bus, and the CA that it is believed by."""
    with a_folder() as folder:
        mine = certificate(folder, "bus")
        bus = open_nats(folder, mine)
        server = Server(bus.program(), bus.url(BUS_USER), bus.data)
        await server.start()
        yield bus, mine.certificate
        await server.stop()


async def test_with_the_ca_every_program_comes_in(sealed: tuple[OpenNats, Path]) -> None:
    bus, ca = sealed
    assert bus.url("gateway").startswith("tls://gateway:")
    told = {"YIZHAN_NATS_URL": bus.url("provisioner"), "YIZHAN_NATS_CA_FILE": str(ca)}
    assert await lay_out(told | {"YIZHAN_STREETS": STREET}) == [
        f"{room}_{STREET}: 已建 (made)" for room in ("PETITIONS", "MEDIATION", "ACTIVITIES")
    ]
    room = RoomSettings(
        database_url=POSTGRES, nats_url=SecretStr(bus.url("petitions")), nats_ca_file=ca
    )
    gateway = GatewaySettings(
        database_url=POSTGRES,
        vault_url=POSTGRES,
        kek=SecretStr("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="),
        issuer_key_file=Path("/run/issuer.jwk"),
        nats_url=SecretStr(bus.url("gateway")),
        nats_ca_file=ca,
    )
    reached = asyncio.Event()
    async with bus_of_a_room(room, "petitions") as broker, bus_of(gateway, reached) as client:
        await asyncio.wait_for(reached.wait(), 10)
        assert await broker.ping(timeout=2)
        await client.flush()
        for one in (client, broker.connection):
            assert one.connected_url is not None
            assert one.connected_url.scheme == "tls"


async def test_a_program_that_does_not_know_the_ca_ends(
    sealed: tuple[OpenNats, Path], tmp_path: Path
) -> None:
    bus, _ = sealed
    another = certificate(tmp_path, "another").certificate
    for ca in (None, another):  # the system's, and one that did not sign it
        with pytest.raises(OSError, match="CERTIFICATE_VERIFY_FAILED"):
            await asyncio.wait_for(_enter(bus.url("gateway"), ca), 10)


async def test_in_plain_text_nobody_comes_in(sealed: tuple[OpenNats, Path]) -> None:
    bus, _ = sealed
    plain = bus.url("gateway").replace("tls://", "nats://")
    tried: list[Exception] = []

    async def count(error: Exception) -> None:
        tried.append(error)

    with pytest.raises((nats.errors.Error, OSError)):
        await nats.connect(
            plain, allow_reconnect=False, connect_timeout=1, max_reconnect_attempts=1,
            error_cb=count,
        )  # fmt: skip
    assert tried


@pytest.mark.parametrize("scheme", ["tls", "nats"])
async def test_no_password_is_sent_to_a_server_that_says_there_is_no_tls(
    sealed: tuple[OpenNats, Path], scheme: str
) -> None:
    """Where TLS is asked for, by the address or by a CA, who offers plain text is not talked to."""
    _, ca = sealed
    async with half_a_server() as half:
        url = half.url.replace("nats://", f"{scheme}://")
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(_enter(url, ca), 3)
        assert half.let_in == 0


async def _enter(url: str, ca: Path | None) -> None:
    async with connected(url, "gateway", ca):
        raise AssertionError("let in")
