"""The key that signs sessions: made once, kept beside the file, readable by its owner only."""

import os
import secrets
from pathlib import Path

NAME = "secret.key"


def load_secret(data_dir: Path) -> bytes:
    """Read the centre's key, making it at first use. An unreadable or short key fails loudly."""
    path = data_dir / NAME
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(secrets.token_bytes(32))
            file.flush()
            os.fsync(file.fileno())
    key = path.read_bytes()
    if len(key) < 32:
        raise ValueError(f"{path} is damaged: delete it and start again (everybody will have to log in anew)")
    return key
