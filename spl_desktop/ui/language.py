"""Bahasa Indonesia for Qt's own buttons, menus and dialogs, and the Indonesian form of dates and numbers."""

import tomllib
from datetime import date
from typing import Final

from PySide6.QtCore import QDate, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from spl_desktop import shipped

DATE_FORMAT: Final = "dd/MM/yyyy"  # the locale's own short form has a year of two digits
_SOURCE: Final = "translations/qtbase_id.toml"

# Key names are asked for by the hundred while a shortcut is parsed and stay as they are printed on the keyboard;
# names of file types come in Indonesian from the shared MIME database; the layout direction is no sentence.
_NEVER_SHOWN: Final = frozenset({"QShortcut", "QMimeType", "QGuiApplication"})


class IndonesianTranslator(QTranslator):
    """Answers Qt's own sentences from the shipped table, which Qt itself does not have.

    `missing` collects what Qt asked for in vain, as (context, sentence).
    """

    def __init__(self, table: dict[str, dict[str, str]] | None = None) -> None:
        super().__init__()
        self._table = tomllib.loads(shipped.read_text(_SOURCE)) if table is None else table
        self.missing: set[tuple[str, str]] = set()

    def isEmpty(self) -> bool:
        return False

    def translate(  # None lets Qt fall back to the source; an empty text would be shown
        self, context: str, source: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        found = self._table.get(context, {}).get(source)
        if found is None and source and context not in _NEVER_SHOWN:
            self.missing.add((context, source))
        return found


def locale() -> QLocale:
    """Indonesian as this office writes it."""
    return QLocale(QLocale.Language.Indonesian, QLocale.Country.Indonesia)


def install(app: QApplication) -> IndonesianTranslator:
    """Make the application Indonesian; keep the returned translator, and remove it before the application ends."""
    QLocale.setDefault(locale())
    translator = IndonesianTranslator()
    app.installTranslator(translator)
    return translator


def to_qt(day: date) -> QDate:
    """The same day for a Qt widget."""
    return QDate(day.year, day.month, day.day)


def from_qt(day: QDate) -> date:
    """The same day from a Qt widget."""
    return date(day.year(), day.month(), day.day())
