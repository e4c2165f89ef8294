"""What the window remembers between two starts, each value declared once with its type and default."""

import base64
import binascii
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from PySide6.QtCore import QSettings

T = TypeVar("T")
_BYTES_MARK: Final = "base64:"


@dataclass(frozen=True)
class Setting(Generic[T]):
    """A remembered value: its key in the ini ("group/name") and the default, which also gives its type."""

    key: str
    default: T


WINDOW_GEOMETRY: Final = Setting("window/geometry", b"")
LAST_REGISTER: Final = Setting("register/last", "")
RECENT_REGISTERS: Final[Setting[list[str]]] = Setting("register/recent", [])
RECORDER: Final = Setting("register/recorder", "")
FOLDERS: Final[Setting[dict[str, str]]] = Setting("files/folders", {})
SECOND_PLACE: Final = Setting("backup/second_place", "")
THEME: Final = Setting("look/theme", "system")
FONT_SCALE: Final = Setting("look/font_scale", 100)
REGISTER_FILTER: Final[Setting[dict[str, Any]]] = Setting("register_page/filter", {})

DESK_LANE: Final = Setting("desk_page/lane", "")
DESK_WAITING_DAYS: Final = Setting("desk_page/waiting_days", 7)


def table_setting(name: str) -> Setting[dict[str, Any]]:
    """The remembered columns (widths, order, visibility) of the table called `name`."""
    return Setting(f"tables/{name}", {})


class Settings:
    """Typed reading and writing over one ini file.

    A value that does not fit its declared type, because the file was edited or is from another version, counts as
    absent: a spoilt setting must never keep the program from starting.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._store = QSettings(str(path), QSettings.Format.IniFormat)

    def get(self, setting: Setting[T]) -> T:
        """The remembered value, or the default."""
        stored = self._store.value(setting.key)
        if not isinstance(stored, str):
            return setting.default
        value = decoded(stored, isinstance(setting.default, bytes))
        if type(value) is type(setting.default):
            kept: T = value
            return kept
        return setting.default

    def set(self, setting: Setting[T], value: T) -> None:
        """Remember a value; the default is remembered by taking the entry out."""
        if value == setting.default:
            self._store.remove(setting.key)
        else:
            self._store.setValue(setting.key, _encode(value))

    def save(self) -> None:
        """Write the file now."""
        self._store.sync()


def _encode(value: object) -> str:
    if isinstance(value, bytes):
        return _BYTES_MARK + base64.b64encode(value).decode("ascii")
    return json.dumps(value, ensure_ascii=True)


def decoded(stored: str, as_bytes: bool) -> Any:
    """A value as it stands in the ini file; None where it is none."""
    try:
        if as_bytes:
            return base64.b64decode(stored.removeprefix(_BYTES_MARK), validate=True)
        return json.loads(stored)
    except (ValueError, RecursionError, binascii.Error):
        return None
