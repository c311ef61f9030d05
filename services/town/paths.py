"""The town's data folder: what lies where, whose it is, and whether there is room for more."""

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from services.town.troubles import cannot_write, disk_full, not_a_town, other_version

FORMAT = "1"
POSTGRES_MAJOR = "18"
FREE_SPACE_NEEDED_MB = 500

CHECKOUT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, kw_only=True)
class DataFolder:
    """Every path under YIZHAN_DATA, named once."""

    root: Path

    @property
    def postgres(self) -> Path:
        return self.root / "postgres"

    @property
    def nats(self) -> Path:
        return self.root / "nats"

    @property
    def secrets(self) -> Path:
        return self.root / "secrets"

    @property
    def signed(self) -> Path:
        """What the rooms signed last: not in the database's backup, so that they notice one."""
        return self.root / "signed"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def run(self) -> Path:
        return self.root / "run"

    @property
    def state(self) -> Path:
        return self.run / "town.json"

    @property
    def ports(self) -> Path:
        return self.run / "ports.json"

    @property
    def lock(self) -> Path:
        return self.root / "lock"

    @property
    def version(self) -> Path:
        return self.root / "VERSION"

    def log_of(self, program: str) -> Path:
        return self.logs / f"{program}.log"


def data_folder(environ: dict[str, str]) -> DataFolder:
    """The folder named by YIZHAN_DATA, else `.yizhan/` of the checkout."""
    named = environ.get("YIZHAN_DATA", "").strip()
    root = Path(named).expanduser() if named else CHECKOUT / ".yizhan"
    return DataFolder(root=root.resolve())


def open_folder(folder: DataFolder, environ: dict[str, str]) -> None:
    """Make the folder, or see that it is one of ours with room left; raise Trouble otherwise."""
    try:
        folder.root.mkdir(parents=True, exist_ok=True)
        _check_version(folder)
        _check_space(folder, environ)
        if not folder.version.exists():
            folder.version.write_text(FORMAT + "\n")
        # The database runs as another user when the town runs as root: it may pass through here.
        folder.root.chmod(0o711)
        for part, mode in ((folder.secrets, 0o700), (folder.run, 0o700), (folder.logs, 0o755)):
            part.mkdir(exist_ok=True)
            part.chmod(mode)
    except OSError as error:
        raise cannot_write(folder.root, error.strerror or str(error)) from error


def _check_version(folder: DataFolder) -> None:
    if folder.version.exists():
        found = folder.version.read_text().strip()
        if found != FORMAT:
            raise other_version(folder.root, found[:20] or "?", FORMAT)
    elif any(folder.root.iterdir()):
        raise not_a_town(folder.root)
    cluster = folder.postgres / "PG_VERSION"
    if os.access(cluster, os.R_OK) and cluster.read_text().strip() != POSTGRES_MAJOR:
        found = f"PostgreSQL {cluster.read_text().strip()}"
        raise other_version(folder.root, found, f"PostgreSQL {POSTGRES_MAJOR}")


def _check_space(folder: DataFolder, environ: dict[str, str]) -> None:
    needed = int(environ.get("YIZHAN_FREE_SPACE_MB") or FREE_SPACE_NEEDED_MB) << 20
    free = shutil.disk_usage(folder.root).free
    if free < needed:
        raise disk_full(folder.root, free, needed)
