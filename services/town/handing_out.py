"""`yizhan secrets FOLDER`: what each program of a street is given, as files that containers mount.

Passwords and keys are made once and kept; addresses and the bus's configuration are written from
them each time, so that a host that moved or a new street needs nothing but the command again. The
folder is closed to everybody but its owner; the files in it may be read by whoever they are mounted
for, since a container's user is not one of this machine.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from services.plumbing.issuer import open_issuer
from services.plumbing.settings import DEVELOPMENT_ISSUER
from services.town import databases
from services.town.certificates import CERTIFICATE, KEY, kept_certificate
from services.town.databases import Database
from services.town.keys import kept_secret, key_encryption_key, signing_key
from services.town.nats import OPERATOR, USERS, configured
from services.town.nats_configuration import Tls
from services.town.paths import DataFolder
from services.town.provisioner import ROOMS

_MOUNTED = Path("/run/secrets")
_SERVED = 0o444
"""Behind a folder of 0700 on the host; in a container, for the one user that it is mounted for."""


@dataclass(frozen=True, kw_only=True)
class Street:
    """Where the servers of a street are, as its programs see them.

    `{database}` in the address of Postgres stands for the database's name: a server for each.
    """

    streets: Sequence[str] = ("shengquan",)
    postgres: str = "postgres:5432"
    bus: str = "nats:4222"
    sealed: bool = False
    """Whether programs and bus speak under TLS."""


def hand_out(root: Path, street: Street) -> list[Path]:
    """Every file under `root`/secrets, in order of name."""
    folder = DataFolder(root=root)
    folder.secrets.mkdir(mode=0o700, parents=True, exist_ok=True)
    folder.secrets.chmod(0o700)
    key_encryption_key(folder)
    kept_secret(folder, "feed-token")
    open_issuer(folder.secrets / "issuer.jwk", DEVELOPMENT_ISSUER, "yizhan", "development")
    for room in ROOMS:
        signing_key(folder, room)
    if (folder.secrets / CERTIFICATE).exists():
        street = replace(street, sealed=True)  # what was once under TLS stays so
    if street.sealed:
        kept_certificate(folder.secrets, street.bus.partition(":")[0])
    for name, text in (*_of_postgres(folder, street), *_of_the_bus(folder, street)):
        _write(folder.secrets / name, text)
    # What somebody keeps beside them (a kustomization, a .gitignore) is not ours to change.
    ours = (each for each in folder.secrets.iterdir() if each.suffix != ".yaml")
    written = sorted(each for each in ours if not each.name.startswith("."))
    for file in written:
        file.chmod(_SERVED)
    return written


def database_of(folder: DataFolder, name: str) -> Database:
    """One database with both its passwords, from a folder of secrets."""
    return Database(
        name=name,
        owner_password=kept_secret(folder, f"postgres-{name}-owner"),
        service_password=kept_secret(folder, f"postgres-{name}"),
    )


def _of_postgres(folder: DataFolder, street: Street) -> Iterator[tuple[str, str]]:
    password = kept_secret(folder, "postgres")
    admin = f"postgresql://postgres:{password}@{street.postgres}/postgres"
    yield "admin-url", admin
    for name in databases.NAMES:
        database = database_of(folder, name)
        stem = "vault" if name == "vault" else f"{name}-database"
        server = admin.replace("{database}", name)
        yield f"{stem}-url", database.service_url(server)
        yield f"{name}-migration-url", database.owner_url(server)
        yield f"role-{name}", f"username={name}\npassword={database.service_password}"
        yield (
            f"role-{database.owner}",
            f"username={database.owner}\npassword={database.owner_password}",
        )


def _of_the_bus(folder: DataFolder, street: Street) -> Iterator[tuple[str, str]]:
    passwords = {user: kept_secret(folder, f"nats-{user}") for user in (*USERS, OPERATOR)}
    tls = Tls(certificate=_MOUNTED / CERTIFICATE, key=_MOUNTED / KEY) if street.sealed else None
    yield "nats.conf", configured(passwords, street.streets, tls)
    scheme = "nats" if tls is None else "tls"
    for user in USERS:
        yield f"{user}-nats-url", f"{scheme}://{user}:{passwords[user]}@{street.bus}"


def _write(file: Path, text: str) -> None:
    draft = file.with_name(file.name + ".new")
    draft.unlink(missing_ok=True)
    draft.touch(mode=0o600)
    draft.write_text(text + "\n")
    draft.replace(file)
