"""`yizhan token`: a bearer token of the development issuer, to try the street's API with."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from uuid import UUID, uuid4

from services.authority import Role
from services.kernel.actor import Grant
from services.plumbing.issuer import IssuerRefused, open_issuer
from services.plumbing.settings import DEVELOPMENT_ISSUER
from services.town.paths import data_folder
from services.town.troubles import Trouble

ROLES = tuple(role.value for role in Role if role is not Role.SYSTEM)
STREET = "shengquan"


def token(
    environ: Mapping[str, str],
    roles: Sequence[str],
    *,
    org: str | None = None,
    person: str | None = None,
    street: str | None = None,
    hours: float = 8.0,
) -> str:
    """A token for a person (a new one, if none is named) with these roles (`role`, `role@org`)."""
    where = street or (environ.get("YIZHAN_STREETS") or STREET).partition(",")[0].strip()
    grants = [_grant(role, org or where) for role in roles]
    try:
        issuer = open_issuer(
            _key_file(environ),
            environ.get("YIZHAN_ISSUER") or DEVELOPMENT_ISSUER,
            environ.get("YIZHAN_AUDIENCE") or "yizhan",
            environ.get("YIZHAN_ENVIRONMENT") or "development",
        )
    except IssuerRefused as refused:
        chinese, _, english = str(refused).rstrip(")").partition("(")
        raise Trouble(chinese, english) from refused
    return issuer.mint(_person(person), where, grants, timedelta(hours=hours))


def _grant(text: str, org: str) -> Grant:
    role, _, at = text.partition("@")
    if role not in ROLES:
        raise Trouble(
            f"没有“{role}”这个角色，可选：{'、'.join(ROLES)}",
            f"There is no role {role}; the roles are: {', '.join(ROLES)}",
        )
    return Grant(role=role, org=at or org)


def _person(text: str | None) -> str:
    try:
        return str(UUID(text)) if text else str(uuid4())
    except ValueError:
        raise Trouble("--person 应为 UUID", "--person takes a UUID") from None


def _key_file(environ: Mapping[str, str]) -> Path:
    """The key named by the environment, else that of the town in the data folder."""
    named = environ.get("YIZHAN_ISSUER_KEY_FILE")
    if named:
        return Path(named)
    folder = data_folder(dict(environ))
    if not folder.secrets.is_dir():
        raise Trouble(
            f"{folder.root} 里还没有驿站：请先运行 make up",
            f"There is no town in {folder.root} yet: run make up first",
        )
    return folder.secrets / "issuer.jwk"
