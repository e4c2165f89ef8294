"""The dialog that changes a day of the work calendar; it shows which open deadlines move before anything is applied."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QLabel, QWidget

from spl_desktop.domain import office_rules
from spl_desktop.domain.dates import long_date, short_date
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.office import OfficeState
from spl_desktop.domain.workdays import ChangeKind
from spl_desktop.services import office
from spl_desktop.ui import theme
from spl_desktop.ui.context import Context
from spl_desktop.ui.office.editing import EditDialog, Saving, Values, choice, line_edit, problems_of
from spl_desktop.ui.widgets.date_edit import DateEdit
from spl_desktop.ui.widgets.frozen_table import Column, FrozenTable

_PAUSE_MS: Final = 250
_MOST_ROWS: Final = 6

_COLUMNS = (
    Column[office.Move]("agenda", "Agenda", lambda move: move.agenda, 86),
    Column[office.Move]("agency", "OPD", lambda move: move.agency, 170, elastic=True),
    Column[office.Move]("step", "Langkah", lambda move: str(move.step_number), 88, "right"),
    Column[office.Move]("before", "Tenggat semula", lambda move: short_date(move.before), 132),
    Column[office.Move]("after", "Menjadi", lambda move: short_date(move.after), 96),
    Column[office.Move]("note", "Keterangan", lambda move: _note(move), 230),
)


def _note(move: office.Move) -> str:
    """How the early target moves, where the step has one of its own, and that the case is on hold."""
    words = [] if not move.held else ["ditunda"]
    if move.early_before == move.early_after:
        words.append("sasaran tetap")
    elif (move.early_before, move.early_after) != (move.before, move.after):
        words.append(f"sasaran {short_date(move.early_before)} → {short_date(move.early_after)}")
    return ", ".join(words)


class DayDialog(EditDialog):
    """Adds a day off, strikes one, or takes the office's decision back."""

    agree = "Terapkan"
    intro = "Tenggat langkah yang sedang berjalan dihitung ulang; langkah yang sudah selesai tidak berubah."

    def __init__(
        self,
        context: Context,
        state: OfficeState,
        *,
        day: date | None = None,
        change: str = ChangeKind.HOLIDAY,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, state, "Ubah hari kerja", parent)
        self.change = choice(office_rules.DAY_CHANGES, str(change))
        self.day = DateEdit(day)
        self.name = line_edit("misalnya Hari Jadi Kabupaten Karanganyar", name)
        self.reason = line_edit("misalnya SKB perubahan ditetapkan pertengahan tahun")
        self.skb = line_edit("misalnya SKB 3 Menteri Nomor 2 Tahun 2026")
        self.day_note = QLabel(wordWrap=True)
        self.day_note.setProperty("role", "muted")
        self.add("change", "Perubahan", self.change, required=True)
        self.add("day", "Tanggal", self.day, required=True)
        self.form.add("day_note", "", self.day_note)
        self.add("name", "Nama hari", self.name, required=True)
        self.add("reason", "Alasan", self.reason, required=True)
        self.add("skb", "Nomor SKB", self.skb)
        self.effect = QLabel(wordWrap=True)
        self.moves = FrozenTable(_COLUMNS, "day_moves", context.settings, key=lambda move: (move.case, move.step))
        self.moves.setAccessibleName("Tenggat yang bergeser")
        self.moves.hide()
        self.setMinimumWidth(min(theme.scaled(880), self.screen().availableGeometry().width() - 40))
        self.body.addWidget(self.effect)
        self.body.addWidget(self.moves)
        self._moves: tuple[office.Move, ...] = ()
        self._known: tuple[Any, ...] | None = None  # what the shown moves belong to
        self._asked: tuple[Any, ...] | None = None
        self._timer = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._timer.timeout.connect(self.preview)
        self.change.currentIndexChanged.connect(lambda _index: self._follow())
        self.day.changed.connect(self._follow)
        self._follow()
        self.ready()
        (self.reason if day else self.day).setFocus()

    def judge(self, values: Values) -> Mapping[str, str]:
        """As the rules have it."""
        return problems_of(office_rules.change_day, self.state, **values)

    def saving(self, values: Values) -> Saving:
        """Applied as a fact of the office, with the moves that were shown."""
        return office.change_day, {**values, "confirmed_moves": self._moves}

    def save(self) -> None:
        """Applies only what was shown before: an unseen effect is shown first."""
        if self._key() == self._known or self.problems():
            super().save()
        else:
            self.preview()

    def preview(self) -> None:
        """Asks which deadlines would move, as soon as day and change are known."""
        self._timer.stop()
        key = self._key()
        if key is None or key in (self._known, self._asked):
            return
        self._asked = key
        values = self.values()
        self.context.runner.run(
            office.preview_day_change,
            self.context.register,
            day=values["day"],
            change=values["change"],
            # The dates do not depend on the words, which may still be missing.
            name=values["name"] or "-",
            reason=values["reason"] or "-",
            then=self._show,
            failed=self._no_preview,
            quiet=True,
        )

    def _key(self) -> tuple[Any, ...] | None:
        values = self.values()
        found = self.problems()
        return None if found.keys() & {"day", "change"} else (values["day"], values["change"])

    def _follow(self) -> None:
        day = self.day.value()
        self.day_note.setText(long_date(day) if day else "")
        self.form.set_row_visible("day_note", day is not None)
        self._known = None
        self.moves.hide()
        self.effect.clear()
        self.saver.setText(self.agree)
        self._timer.start()

    def _show(self, moves: Sequence[office.Move]) -> None:
        key, self._asked = self._asked, None
        if key != self._key():
            self.preview()
            return
        self._known, self._moves = key, tuple(moves)
        self.moves.set_rows(moves)
        self.moves.setVisible(bool(moves))
        self._fit_rows(len(moves))
        if moves:
            self.effect.setText(f"{len(moves)} tenggat yang sedang berjalan akan bergeser:")
            self.saver.setText(f"Terapkan dan geser {len(moves)} tenggat")
        else:
            self.effect.setText("Tidak ada tenggat yang sedang berjalan yang bergeser.")
            self.saver.setText(self.agree)

    def _fit_rows(self, number: int) -> None:
        """The table takes what the fields leave, at least one row: a low screen must not squeeze the fields."""
        row = self.moves.verticalHeader().defaultSectionSize()
        head = self.moves.horizontalHeader().sizeHint().height() + 2 * self.moves.frameWidth()
        self.moves.setFixedHeight(head + row)
        layout = self.layout()
        least = layout.totalHeightForWidth(self.width()) if layout is not None else 0
        more = max(0, min(number, _MOST_ROWS) - 1)
        self.moves.setFixedHeight(head + row + min(more * row, max(0, self.room() - least) // row * row))

    def _no_preview(self, error: UserError) -> None:
        self._asked = None
        self.effect.setText(f"▲ {error.sentence}")
