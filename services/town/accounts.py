"""The database refuses to run as root: the ordinary system user it runs as then, and its way in."""

import os
import pwd
import shutil
import stat
import subprocess
from pathlib import Path

from services.town.program import Account
from services.town.troubles import no_account

NAME = "yizhan_db"

_WAYS_TO_MAKE_ONE = (
    ("useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", NAME),
    ("adduser", "-S", "-D", "-H", NAME),
)


def database_account() -> Account | None:
    """None for an ordinary user; for root a system user of our own, made on first use."""
    if os.geteuid() != 0:
        return None
    for way in (None, *_WAYS_TO_MAKE_ONE):
        if way is not None:
            if shutil.which(way[0]) is None:
                continue
            subprocess.run(way, check=False, capture_output=True)
        try:
            entry = pwd.getpwnam(NAME)
        except KeyError:
            continue
        return Account(uid=entry.pw_uid, gid=entry.pw_gid)
    raise no_account()


def let_through(path: Path) -> list[Path]:
    """Let others pass through the folders above `path`, not look into them; says which changed.

    A checkout under /root is closed to everybody else, the database's own user included.
    """
    changed: list[Path] = []
    for folder in path.resolve().parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)
            changed.append(folder)
    return changed


def let_read(tree: Path) -> None:
    """Let other users read and run what is installed below `tree`, where a umask forbade it."""
    for path in (tree, *tree.rglob("*")):
        if path.is_symlink():
            continue
        mode = path.stat().st_mode
        wanted = mode | stat.S_IROTH | (stat.S_IXOTH if mode & stat.S_IXUSR else 0)
        if wanted != mode:
            path.chmod(wanted)


def hand_over(path: Path, account: Account) -> None:
    """Make `path` and everything below it the account's own, where it is not."""
    for each in (path, *path.rglob("*")):
        if each.lstat().st_uid != account.uid:
            os.chown(each, account.uid, account.gid, follow_symlinks=False)
