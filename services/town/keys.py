"""What only this town knows: passwords and keys, made once, readable by their owner alone."""

import base64
import os
import secrets
from pathlib import Path

from services.proof.note import Signer
from services.town.paths import DataFolder


def kept_secret(folder: DataFolder, name: str) -> str:
    """The secret of that name; made on the first asking, the same ever after."""
    return _kept(folder.secrets / name, secrets.token_urlsafe(32))


def key_encryption_key(folder: DataFolder) -> Path:
    """The key that wraps every person's key: 32 bytes in base64."""
    file = folder.secrets / "kek"
    _kept(file, base64.b64encode(secrets.token_bytes(32)).decode())
    return file


def signing_key(folder: DataFolder, room: str) -> Path:
    """The key that signs a room's logs. Its public half is told by `yizhan audit verify`."""
    file = folder.secrets / f"signing-{room}"
    _kept(file, Signer.new(f"yizhan.localhost/{room}").skey)
    return file


def _kept(file: Path, fresh: str) -> str:
    if not file.exists():
        draft = file.with_name(file.name + ".new")
        draft.unlink(missing_ok=True)
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as opened:
            opened.write(fresh + "\n")
            opened.flush()
            # A password the disk forgot would lock the town out of its own database.
            os.fsync(opened.fileno())
        os.replace(draft, file)
    return file.read_text().strip()
