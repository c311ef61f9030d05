"""What a program is told by its environment: read once, checked at start, then never changed.

`environment.py` reads them: variables `YIZHAN_<NAME>`, secrets also from `YIZHAN_<NAME>_FILE`.
A field's description is the sentence an operator gets when its value is wrong.
"""

from base64 import b64decode
from pathlib import Path
from typing import Annotated, ClassVar, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr
from pydantic import model_validator as whole
from pydantic_settings import NoDecode

from services.plumbing.checked import as_json, as_list, certificates, is_https, keks, signer, url_of
from services.plumbing.environment import PREFIX, Told

DEVELOPMENT_ISSUER = "http://issuer.localhost/yizhan"
_NATS = "应为 nats:// 或 tls://host:4222，多个用逗号分开 (NATS URLs, comma between)"
_POSTGRES = "应为数据库地址 postgresql://role:password@host/database (a PostgreSQL URL)"
_SECONDS = "应为秒数，0.05 至一天 (seconds, from 0.05 to a day)"
_PORT = "应为 0 到 65535 的端口号，0 为任选 (a port from 0 to 65535, 0 for any free one)"


# Not `type` aliases: pydantic would not see the descriptions inside them.
Postgres = Annotated[SecretStr, url_of("postgresql", "postgres"), Field(description=_POSTGRES)]
Nats = Annotated[SecretStr, url_of("nats", "tls"), Field(description=_NATS)]
Port = Annotated[int, Field(ge=0, le=65535, description=_PORT)]
Street = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{0,62}$")]
Http = Annotated[str, url_of("http", "https")]


class RoomSettings(Told):
    """What every room is told: its database, the bus, feeds, its streets, where to listen."""

    signs: ClassVar[bool] = True
    """Whether this program has logs of its own."""

    environment: Literal["development", "production"] = Field(
        default="development", description="应为 development 或 production (one of the two)"
    )
    database_url: Postgres
    migration_url: Postgres | None = Field(default=None, description=_POSTGRES)
    nats_url: Nats
    nats_ca_file: Annotated[Path, AfterValidator(certificates)] | None = Field(
        default=None,
        description="应为 PEM 格式的 CA 证书文件，用于 tls:// 的消息总线 "
        "(a PEM file of the CA that a bus at tls:// is believed by)",
    )
    streets: Annotated[tuple[Street, ...], NoDecode, BeforeValidator(as_list)] = Field(
        default=("shengquan",),
        min_length=1,
        description="应为街道代号，小写，逗号分开 (streets in lower case, comma between)",
    )
    host: str = Field(
        default="127.0.0.1", min_length=1, description="应为监听地址 (an address to listen on)"
    )
    ops_port: Port = Field(default=0, description=_PORT)
    feeds: Annotated[dict[str, Http], NoDecode, BeforeValidator(as_json)] = Field(
        default={}, description='应为 JSON，如 {"petitions": "http://host:9001"} (room to address)'
    )
    feed_token: SecretStr | None = Field(
        default=None,
        min_length=16,
        description="应为至少 16 个字符的口令 (the feeds' shared secret, 16 characters or more)",
    )

    signing_key: Annotated[SecretStr, AfterValidator(signer)] | None = Field(
        default=None,
        description="应为 PRIVATE+KEY+… 一行 (the key that signs this room's logs, one line)",
    )
    signed_folder: Path | None = Field(
        default=None,
        description="应为数据库之外的文件夹，保存最近的签署 "
        "(a folder outside the database's backup, for what was signed last)",
    )
    otlp_url: Http | None = Field(
        default=None, description="应为 http(s) 地址 (an OTLP collector's URL, for traces)"
    )
    trace_share: float = Field(
        default=0.01, ge=0, le=1, description="应为 0 到 1 的比例 (the share of requests traced)"
    )

    checkpoint_seconds: float = Field(default=5, ge=0.05, le=3600, description=_SECONDS)
    """Between signed checkpoints."""
    anchor_seconds: float = Field(default=3600, ge=0.05, le=86_400, description=_SECONDS)
    """Between the others' checkpoints kept in this room's logs."""

    @whole(mode="after")
    def _feeds_are_closed_in_production(self) -> Self:
        if self.environment == "production" and self.feed_token is None:
            raise ValueError(
                "YIZHAN_FEED_TOKEN：生产环境必须设置。(Production needs YIZHAN_FEED_TOKEN.)"
            )
        return self

    @whole(mode="after")
    def _logs_are_signed_in_production(self) -> Self:
        if self.signs and self.environment == "production":
            for name in ("signing_key", "signed_folder"):
                if getattr(self, name) is None:
                    given = f"{PREFIX}{name.upper()}"
                    raise ValueError(f"{given}：生产环境必须设置。(Production needs {given}.)")
        return self


class GatewaySettings(RoomSettings):
    """What the gateway is told besides: its door, the vault, whom it believes."""

    signs: ClassVar[bool] = False

    port: Port = Field(default=8080, description=_PORT)
    vault_url: Postgres
    vault_migration_url: Postgres | None = Field(default=None, description=_POSTGRES)
    kek: Annotated[SecretStr, AfterValidator(keks)] = Field(
        description="应为 32 字节密钥的 base64，每行一个，首行为现用 "
        "(32 bytes in base64, one key a line, the current one first)"
    )
    issuer: Http = Field(
        default=DEVELOPMENT_ISSUER,
        description="应为签发者地址 (the issuer's URL, as in the tokens' iss)",
    )
    audience: str = Field(
        default="yizhan", min_length=1, description="应为受众名 (the tokens' aud)"
    )
    jwks_url: Http | None = Field(
        default=None, description="应为签发者公钥地址 (the URL of the issuer's published keys)"
    )
    issuer_key_file: Path | None = Field(
        default=None, description="应为内置签发者的密钥文件 (the development issuer's key file)"
    )

    @property
    def keks(self) -> tuple[bytes, ...]:
        """The key-encryption keys: the current one, then those that only still open."""
        return tuple(b64decode(line) for line in self.kek.get_secret_value().split())

    @whole(mode="after")
    def _one_issuer_is_believed(self) -> Self:
        match self.environment, self.jwks_url, self.issuer_key_file:
            case "production", str(url), None if is_https(url) and is_https(self.issuer):
                return self
            case "development", str(), None:
                return self
            case "development", None, Path():
                return self
            case "production", _, _:
                raise ValueError(
                    "生产环境的 YIZHAN_ISSUER 与 YIZHAN_JWKS_URL 须为 https 地址，"
                    "且不得设置 YIZHAN_ISSUER_KEY_FILE。(Production needs https in YIZHAN_ISSUER "
                    "and YIZHAN_JWKS_URL, and refuses YIZHAN_ISSUER_KEY_FILE.)"
                )
            case _:
                raise ValueError(
                    "YIZHAN_JWKS_URL 与 YIZHAN_ISSUER_KEY_FILE 须设置其一。"
                    "(Set exactly one of YIZHAN_JWKS_URL and YIZHAN_ISSUER_KEY_FILE.)"
                )
