"""The key that signs sessions and forms: given by setting, or made once and kept."""

import os
import secrets
from pathlib import Path

from onrecord import settings as onrecord_settings

#: File in DATA_DIR that keeps a key Onrecord made itself.
FILE_NAME = "secret-key"
KEY_BYTES = 50


def read_secret_key() -> str:
    """Return the key in force.

    Without the setting and before a key was kept, a random key for this process alone is
    returned: enough for a migration or a test, and nothing is written to disk by an import.
    """
    given = str(onrecord_settings.get("SECRET_KEY"))
    if given:
        return given
    try:
        return _kept_file().read_text(encoding="ascii").strip()
    except FileNotFoundError:
        return secrets.token_urlsafe(KEY_BYTES)


def keep_secret_key() -> None:
    """Make a key and keep it in DATA_DIR, unless one is given or kept already.

    The file is readable by its owner alone (mode 600) from its first byte on. Two processes
    that start together keep one key: the file appears whole, and the first one wins.
    """
    if onrecord_settings.get("SECRET_KEY") or _kept_file().exists():
        return
    _kept_file().parent.mkdir(parents=True, exist_ok=True)
    draft = _kept_file().with_name(f"{FILE_NAME}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(KEY_BYTES))
    try:
        os.link(draft, _kept_file())
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _kept_file() -> Path:
    data_dir: Path = onrecord_settings.get("DATA_DIR")
    return data_dir / FILE_NAME
