"""The morning desk (Meja Kerja): what waits today, with the list behind every number, the nearest deadline first."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from spl_desktop.domain.dates import long_date
from spl_desktop.domain.desk import Waiting
from spl_desktop.domain.errors import UserError
from spl_desktop.services.changes import Changes, Kind
from spl_desktop.services.desk import LONGEST_WAIT, Desk, desk, desk_cases, lane_choices
from spl_desktop.services.desk_papers import write_calendar, write_summary
from spl_desktop.services.queries import CaseRow
from spl_desktop.ui import asking, icons, pages, theme
from spl_desktop.ui.context import Context, Page
from spl_desktop.ui.desk.counters import Counters
from spl_desktop.ui.register.columns import COLUMNS
from spl_desktop.ui.settings import DESK_LANE, DESK_WAITING_DAYS, FOLDERS
from spl_desktop.ui.widgets.empty_state import EmptyState
from spl_desktop.ui.widgets.frozen_table import FrozenTable

if TYPE_CHECKING:
    from spl_desktop.services.register import Register

_CONCERNS: Final = frozenset({Kind.CASE, Kind.CALENDAR, Kind.OFFICE, Kind.SOP})
_KINDS: Final = (("Kalender", ("ics",)),)
_FOLDER: Final = "calendar"
_NARROW: Final = 800
_NARROWEST: Final = 540
_ALL: Final = "Tenggat terdekat"
# Where in a case the work lies that a counter tells of; elsewhere it is the step being worked.
_TABS: Final = {
    Waiting.UNREAD: pages.DISPOSITIONS_TAB,
    Waiting.UNFOLLOWED: pages.DISPOSITIONS_TAB,
    Waiting.UNSIGNED: pages.DOCUMENTS_TAB,
}
# The order is the page's own, so only the deadline shows one; the counters need the room of the day of receipt.
_COLUMNS: Final = tuple(
    replace(column, sort=column.sort if column.id == "due" else "", hidden=column.hidden or column.id == "received")
    for column in COLUMNS
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page reads in one go: the counters, and the list of the chosen one or of all open cases."""

    desk: Desk
    counter: Waiting | None
    rows: tuple[CaseRow, ...]


class DeskPage(Page):
    """Reads counters and list in the worker thread; of questions asked meanwhile only the newest is answered."""

    title = "Meja Kerja"
    lists_cases = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._asking, self._again = False, False
        self.counter: Waiting | None = None
        self._lane = context.settings.get(DESK_LANE)
        self.day = QLabel()
        self.day.setProperty("role", "muted")
        self.counters = Counters()
        self.table = FrozenTable(_COLUMNS, "desk", context.settings, key=lambda row: row.id)
        self.table.setAccessibleName("Kasus yang menunggu")
        self.table.horizontalHeader().setToolTip(
            "Tenggat terdekat di atas; klik kanan untuk memilih kolom; seret untuk memindahkan"
        )
        self.table.show_sort("due", False)
        self.body = QStackedWidget()
        self.nothing_yet = EmptyState(
            "empty",
            "Belum ada kasus di register ini.",
            "Daftarkan permohonan",
            self.new_case,
            detail="Setelah surat permohonan pertama didaftarkan, di sini terlihat apa yang menunggu hari ini.",
            second_text="Kasus pertama, langkah demi langkah",
            on_second=context.begin_first_case,
        )
        self.nothing_open = EmptyState(
            "check", "Tidak ada kasus terbuka.", "Lihat register", lambda: context.go_to(pages.REGISTER)
        )
        self.nothing_here = EmptyState(
            "check", "Tidak ada kasus pada hitungan ini.", "Tampilkan semua tenggat", self.show_all
        )
        for widget in (self.table, self.nothing_yet, self.nothing_open, self.nothing_here):
            self.body.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.GAP, 2 * theme.GAP, 2 * theme.GAP, theme.GAP)
        layout.setSpacing(theme.GAP)
        self._top = self._heading()
        layout.addLayout(self._top)
        layout.addWidget(self.counters)
        self._list_heading = self._make_list_heading()
        layout.addWidget(self._list_heading)
        layout.addWidget(self.body, 1)
        self.setMinimumWidth(theme.scaled(_NARROWEST))
        self.setFocusProxy(self.table)
        self.counters.chosen.connect(self.choose)
        self.table.opened.connect(self._open)
        self.table.menu_asked.connect(self._menu)
        self.table.sort_asked.connect(lambda *_: self.table.show_sort("due", False))

    def concerns(self, changes: Changes) -> bool:
        """Cases, and what deadlines, names and lanes depend on."""
        return bool(changes.kinds & _CONCERNS)

    def refresh(self) -> None:
        """Read everything again; while one question is on its way, the next waits and replaces older ones."""
        if self._asking:
            self._again = True
        else:
            self._ask()

    def choose(self, counter: Waiting | None) -> None:
        """Show the list behind a counter, or all open cases."""
        self.counter = counter
        self.counters.mark(counter)
        self.refresh()

    def show_all(self) -> None:
        """Show every open case again."""
        self.choose(None)
        self.table.setFocus()

    def open_current(self) -> None:
        """Open the selected case."""
        row = self.table.current()
        if row is not None:
            self._open(row)
        else:
            self.context.say("Pilih dahulu satu kasus di tabel.")

    def new_case(self) -> None:
        """Register a case and go on with it."""
        if case := pages.ask_new_case(self.context, self):
            self.context.open_case(case, "")

    def copy_summary(self) -> None:
        """Put the summary of the day on the clipboard."""
        self.context.runner.run(
            _summary,
            self.context.register,
            self._lane,
            self.waiting.value(),
            then=self._on_summary,
            owner=self,
            quiet=True,
        )

    def save_calendar(self) -> None:
        """Save the deadlines as a calendar file."""
        kept = self.context.settings.get(FOLDERS).get(_FOLDER, "")
        known = isinstance(kept, str) and kept and Path(kept).is_dir()
        folder = Path(kept if known else QStandardPaths.writableLocation(_DOCUMENTS))
        target = asking.save_file(self, "Simpan kalender tenggat", folder / "Tenggat SPL.ics", _KINDS)
        if target is None:
            return
        self.context.settings.set(FOLDERS, self.context.settings.get(FOLDERS) | {_FOLDER: str(target.parent)})
        self.context.runner.run(
            _calendar,
            self.context.register,
            target,
            self._lane,
            then=lambda number: self.context.say(f"{number} tenggat tersimpan di {target.name}."),
            owner=self,
            title=f"Menulis {target.name}…",
        )

    # -- reading

    def _ask(self) -> None:
        self._asking, self._again = True, False
        self.context.runner.run(
            read,
            self.context.register,
            self.counter,
            self._lane,
            self.waiting.value(),
            then=self._on_read,
            failed=self._on_failed,
            always=self._on_settled,
            owner=self,
            quiet=True,
        )

    def _on_read(self, shown: Shown) -> None:
        if self._again:  # another list was chosen meanwhile: only that one is worth showing
            return
        now = shown.desk
        self._show_lanes(now)
        self.day.setText(f"{long_date(now.today)} · {now.open} kasus terbuka")
        self.counters.show_counters(now.counters, now.waiting_days)
        self.counters.mark(shown.counter)
        self.table.set_rows(shown.rows)
        for widget in (self.counters, self._list_heading, *self._tools):
            widget.setVisible(bool(now.cases))
        self._show_list_heading(shown)
        if not now.cases:
            self.body.setCurrentWidget(self.nothing_yet)
        elif shown.rows:
            self.body.setCurrentWidget(self.table)
        else:
            self.body.setCurrentWidget(self.nothing_here if shown.counter else self.nothing_open)

    def _on_failed(self, error: UserError) -> None:
        self.day.setText(error.sentence)

    def _on_settled(self, _done: bool) -> None:
        self._asking = False
        if self._again:
            self._ask()

    # -- what is seen

    def _heading(self) -> QBoxLayout:
        title = QLabel(self.title)
        title.setProperty("role", "title")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(title)
        words.addWidget(self.day)
        self.lanes = QComboBox()
        self.lanes.setAccessibleName("Pelaksana yang ditunggu")
        self.lanes.setToolTip("Tampilkan hanya yang ditunggu dari pelaksana ini")
        self.lanes.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.lanes.addItem("Semua pelaksana", "")
        self.lanes.activated.connect(lambda _index: self._on_lane())
        self.copy_button = QPushButton("Salin ringkasan")
        self.copy_button.setToolTip("Salin ringkasan hari ini sebagai teks, untuk ditempel di percakapan")
        icons.put(self.copy_button, "copy")
        self.copy_button.clicked.connect(self.copy_summary)
        self.calendar_button = QPushButton("Simpan kalender…")
        self.calendar_button.setToolTip("Simpan semua tenggat sebagai berkas kalender (.ics)")
        icons.put(self.calendar_button, "calendar")
        self.calendar_button.clicked.connect(self.save_calendar)
        self._tools: tuple[QWidget, ...] = (self.lanes, self.copy_button, self.calendar_button)
        tools = QHBoxLayout()
        tools.setSpacing(theme.GAP)
        for widget in self._tools:
            tools.addWidget(widget)
        tools.addStretch()
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(theme.GAP)
        row.addLayout(words, 1)
        row.addLayout(tools)
        return row

    def _make_list_heading(self) -> QWidget:
        self.list_title, self.list_meaning = QLabel(_ALL), QLabel(wordWrap=True)
        self.list_title.setProperty("role", "section")
        self.list_meaning.setProperty("role", "muted")
        self.waiting = QSpinBox()
        self.waiting.setRange(1, LONGEST_WAIT)
        self.waiting.setValue(min(max(self.context.settings.get(DESK_WAITING_DAYS), 1), LONGEST_WAIT))
        self.waiting.setPrefix("Lebih dari ")
        self.waiting.setSuffix(" hari kerja")
        self.waiting.setAccessibleName("Lama menunggu OPD")
        self.waiting.setToolTip("Setelah berapa hari kerja kasus yang menunggu OPD dihitung")
        self.waiting.setKeyboardTracking(False)
        self.waiting.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.waiting.valueChanged.connect(self._on_waiting)
        self.all_button = QPushButton("Tampilkan semua tenggat")
        self.all_button.setProperty("kind", "link")
        self.all_button.setToolTip("Kembali ke semua kasus terbuka (Esc)")
        icons.put(self.all_button, "clear", "accent")
        self.all_button.clicked.connect(self.show_all)
        heading = QWidget()
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addWidget(self.list_title, 1)
        row.addWidget(self.waiting)
        row.addWidget(self.all_button)
        column = QVBoxLayout(heading)
        column.setContentsMargins(0, theme.GAP // 2, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.list_meaning)
        return heading

    def _show_list_heading(self, shown: Shown) -> None:
        counter, days = shown.counter, shown.desk.waiting_days
        self.list_title.setText(f"{counter.words(days) if counter else _ALL} ({len(shown.rows)})")
        self.list_meaning.setText(counter.meaning(days) if counter else "")
        self.list_meaning.setVisible(counter is not None)
        self.waiting.setVisible(counter is Waiting.AGENCY)
        self.all_button.setVisible(counter is not None)

    def _show_lanes(self, now: Desk) -> None:
        entries = (("", "Semua pelaksana"), *now.lanes)
        if entries != tuple((self.lanes.itemData(n), self.lanes.itemText(n)) for n in range(self.lanes.count())):
            self.lanes.clear()
            for lane, name in entries:
                self.lanes.addItem(name, lane)
        self._lane = now.lane  # a remembered one that this register does not know is let go
        self.lanes.setCurrentIndex(max(self.lanes.findData(now.lane), 0))

    # -- what the user does

    def _on_lane(self) -> None:
        self._lane = self.lanes.currentData()
        self.context.settings.set(DESK_LANE, self._lane)
        self.refresh()

    def _on_waiting(self, days: int) -> None:
        self.context.settings.set(DESK_WAITING_DAYS, days)
        self.refresh()

    def _open(self, row: CaseRow) -> None:
        self.context.open_case(row.id, _TABS.get(self.counter, "") if self.counter else "")

    def _menu(self, row: CaseRow, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(icons.icon("open"), "Buka kasus").triggered.connect(lambda: self._open(row))
        menu.addAction(icons.icon("copy"), "Salin nomor agenda").triggered.connect(lambda: self._copy(row.agenda))
        menu.popup(place)

    def _copy(self, agenda: str) -> None:
        QGuiApplication.clipboard().setText(agenda)
        self.context.say(f"Nomor agenda {agenda} disalin.")

    def _on_summary(self, text: str) -> None:
        QGuiApplication.clipboard().setText(text)
        self.context.say("Ringkasan disalin. Tempelkan di percakapan dengan Ctrl+V.")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """On a narrow window the buttons have a line of their own."""
        super().resizeEvent(event)
        narrow = self.width() < theme.scaled(_NARROW)
        self._top.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leads from the list of a counter back to all open cases."""
        if event.key() == Qt.Key.Key_Escape and self.counter is not None:
            self.show_all()
        else:
            super().keyPressEvent(event)


_DOCUMENTS: Final = QStandardPaths.StandardLocation.DocumentsLocation


def read(register: "Register", counter: Waiting | None, lane: str, waiting_days: int) -> Shown:
    """Everything that the page shows; runs in the worker thread."""
    known = lane if lane in dict(lane_choices(register)) else ""
    now = desk(register, lane=known, waiting_days=waiting_days)
    rows = desk_cases(register, counter, today=now.today, lane=known, waiting_days=waiting_days)
    return Shown(now, counter, rows)


def _summary(register: "Register", lane: str, waiting_days: int) -> str:
    return write_summary(register, lane=lane, waiting_days=waiting_days)


def _calendar(register: "Register", target: Path, lane: str) -> int:
    return write_calendar(register, target, lane=lane)
