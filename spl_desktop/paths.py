"""Where the user's own files live: settings, log and, unless another place is chosen, the register."""

import os
from pathlib import Path
from typing import Final

from platformdirs import PlatformDirs

_DIRS: Final = PlatformDirs("SPL Desktop", appauthor=False)
_HOME: Final = "SPL_DESKTOP_HOME"

REGISTER_NAME: Final = "register.db"
DEMO_NAME: Final = "register-contoh.db"


def data_folder() -> Path:
    """The folder of the user's registers; made on first use.

    It lies on the local disk of this computer, because a register must not stand on a network share or in a folder
    that a cloud service copies away under it. `SPL_DESKTOP_HOME` puts everything into one folder instead (portable
    use from a flash disk, and support).
    """
    return _made(_portable() or _DIRS.user_data_path)


def settings_file() -> Path:
    """The ini file of the window's settings."""
    return _made(_portable() or _DIRS.user_config_path) / "spl-desktop.ini"


def log_file() -> Path:
    """The log that an error report refers to."""
    home = _portable()
    return _made(home / "log" if home else _DIRS.user_log_path) / "spl-desktop.log"


def default_register() -> Path:
    """Where a first register is proposed."""
    return data_folder() / REGISTER_NAME


def demo_register() -> Path:
    """Where the demo register is made: a name that is not taken yet, so that no register is ever written over."""
    folder = data_folder()
    candidate, number = folder / DEMO_NAME, 1
    while candidate.exists():
        number += 1
        candidate = folder / f"{Path(DEMO_NAME).stem}-{number}{Path(DEMO_NAME).suffix}"
    return candidate


def _portable() -> Path | None:
    home = os.environ.get(_HOME, "").strip()
    return Path(home).expanduser() if home else None


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
