"""The forecast of a case explained: the likely and the safe day, and what each remaining step was reckoned from."""

from typing import Final

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from spl_desktop.domain.forecast import LIKELY, SAFE, Source, StepForecast
from spl_desktop.services.forecast import CaseForecast
from spl_desktop.ui import theme
from spl_desktop.ui.context import Context
from spl_desktop.ui.widgets.frozen_table import Column, FrozenTable, Hints
from spl_desktop.ui.widgets.sizing import open_at

_NOTE: Final = (
    "Hari kerja bersih tiap kunjungan, tanpa hari ditunda; pada langkah yang sedang dikerjakan: (sisa). "
    "Kunjungan: berapa kali langkah itu diperkirakan dikerjakan, termasuk pengulangan sesudah dikembalikan."
)


class ForecastDialog(QDialog):
    """The two days above, the remaining steps below; nothing can be changed here."""

    def __init__(self, context: Context, found: CaseForecast, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Perkiraan selesai kasus {found.agenda}")
        self.setModal(True)
        self.title = QLabel(found.forecast.sentence, wordWrap=True)
        self.title.setProperty("role", "section")
        self.basis = QLabel(found.forecast.basis, wordWrap=True)
        self.warning = QLabel("\n".join(f"▲ {warning}" for warning in found.warnings), wordWrap=True)
        self.warning.setVisible(bool(found.warnings))
        self.steps = FrozenTable(
            _columns(found), "forecast_steps", context.settings, key=lambda one: (one.step, one.current)
        )
        self.steps.setAccessibleName("Langkah yang masih harus dikerjakan")
        self.steps.set_rows(found.forecast.steps)
        note = QLabel(_NOTE, wordWrap=True)
        note.setProperty("role", "muted")
        close = QPushButton("&Tutup")
        close.clicked.connect(self.accept)
        buttons = QDialogButtonBox()
        buttons.addButton(close, QDialogButtonBox.ButtonRole.AcceptRole)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.GAP, 3 * theme.GAP, 3 * theme.GAP, 2 * theme.GAP)
        layout.setSpacing(theme.GAP)
        for widget in (self.title, self.basis, self.warning, self.steps, note, buttons):
            layout.addWidget(widget)
        open_at(self, 1040, 600)
        self.steps.setFocus()


def _columns(found: CaseForecast) -> tuple[Column[StepForecast], ...]:
    return (
        Column("number", "No", lambda one: str(one.number), 46, "right"),
        Column("text", "Langkah yang tersisa", lambda one: _text(found, one), 240, elastic=True, hints=_current),
        Column("source", "Dasar", _source, 190),
        Column("likely", f"Hari ({LIKELY:.0%})", lambda one: found.forecast.days_words(one)[0], 88, "right"),
        Column("safe", f"Hari ({SAFE:.0%})", lambda one: found.forecast.days_words(one)[1], 88, "right"),
        Column("visits", "Kunjungan", lambda one: f"{one.visits:.2f}".replace(".", ","), 104, "right"),
        Column("returned", "Dikembalikan", lambda one: f"{one.returned:.0%}", 126, "right"),
    )


def _text(found: CaseForecast, one: StepForecast) -> str:
    return f"{'(sisa) ' if one.current else ''}{found.texts[one.step]}"


def _current(one: StepForecast) -> Hints | None:
    return Hints(bold=True) if one.current else None


def _source(one: StepForecast) -> str:
    if one.source is Source.OFFICE:
        return f"{one.samples} kunjungan di kantor"
    return f"waktu baku SOP ({one.samples} kunjungan)" if one.samples else "waktu baku SOP"
