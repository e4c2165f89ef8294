"""The morning desk (Meja Kerja): what waits today, with the list behind every number, the nearest deadline first."""

from dataclasses import replace
from pathlib import Path
from typing import Final

from PySide6.QtCore import QPoint, QStandardPaths, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QStackedWidget,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from spl_desktop.domain.dates import long_date
from spl_desktop.domain.desk import Waiting
from spl_desktop.domain.errors import UserError
from spl_desktop.domain.rights import UseCase
from spl_desktop.services.changes import Changes, Kind
from spl_desktop.services.desk import LONGEST_WAIT, Desk
from spl_desktop.services.desk_papers import write_calendar, write_summary
from spl_desktop.services.queries import CaseRow
from spl_desktop.ui import asking, icons, pages, theme
from spl_desktop.ui.case.ledger import KEYS, WORDS, add_ledger_key, open_ledger
from spl_desktop.ui.context import Context, Page
from spl_desktop.ui.desk.charts import ChartsView
from spl_desktop.ui.desk.counters import Counters
from spl_desktop.ui.desk.reading import Shown, read
from spl_desktop.ui.register.columns import COLUMNS
from spl_desktop.ui.settings import DESK_LANE, DESK_WAITING_DAYS, FOLDERS
from spl_desktop.ui.widgets.empty_state import EmptyState
from spl_desktop.ui.widgets.frozen_table import FrozenTable
from spl_desktop.ui.widgets.sizing import scrolling

_CONCERNS: Final = frozenset({Kind.CASE, Kind.CALENDAR, Kind.DRAFT, Kind.OFFICE, Kind.SOP})
_KINDS: Final = (("Kalender", ("ics",)),)
_FOLDER: Final = "calendar"
_NARROW: Final = 800
_NARROWEST: Final = 540
_LOWEST: Final = 170
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


class DeskPage(Page):
    """Reads counters and list in the worker thread; of questions asked meanwhile only the newest is answered."""

    title = "Meja Kerja"
    lists_cases = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._asking, self._again = False, False
        self.charts: ChartsView | None = None
        self.counter: Waiting | None = None
        self._cases = 0
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
        # On a low screen the list gives way: an empty state asks for more height than a few rows need.
        self.body.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.body.setMinimumHeight(theme.scaled(_LOWEST))
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
        assert self.nothing_yet.button is not None
        context.permits.bind(self.nothing_yet.button, UseCase.REGISTER_CASE)
        for widget in (self.table, self.nothing_yet, self.nothing_open, self.nothing_here):
            self.body.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.GAP, 2 * theme.GAP, 2 * theme.GAP, theme.GAP)
        layout.setSpacing(theme.GAP)
        self._top = self._heading()
        layout.addLayout(self._top)
        self._list_heading = self._make_list_heading()
        self.tabs = self._make_tabs()
        layout.addWidget(self.tabs, 1)
        self.setMinimumWidth(theme.scaled(_NARROWEST))
        self.setFocusProxy(self.table)
        self.counters.chosen.connect(self.choose)
        self.table.opened.connect(self._open)
        self.table.followed.connect(lambda row, _column: open_ledger(context, row.id, self))
        self.table.menu_asked.connect(self._menu)
        add_ledger_key(self, self.open_ledger)
        self.table.sort_asked.connect(lambda *_: self.table.show_sort("due", False))

    def concerns(self, changes: Changes) -> bool:
        """Cases and their drafts, and what deadlines, names and lanes depend on."""
        return bool(changes.kinds & _CONCERNS)

    def refresh(self) -> None:
        """Read everything again; while one question is on its way, the next waits and replaces older ones."""
        if self._asking:
            self._again = True
        else:
            self._ask()
        if self.charts is not None and self._shows_charts():
            self.charts.refresh()

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

    def open_ledger(self) -> None:
        """Open the days that led to the deadline of the selected case."""
        row = self.table.current()
        if row is None:
            self.context.say("Pilih dahulu satu kasus di tabel.")
        else:
            open_ledger(self.context, row.id, self)

    def new_case(self) -> None:
        """Register a case and go on with it."""
        if case := pages.ask_new_case(self.context, self):
            self.context.open_case(case, "")

    def copy_summary(self) -> None:
        """Put the summary of the day on the clipboard."""
        self.context.runner.run(
            write_summary,
            self.context.register,
            lane=self._lane,
            waiting_days=self.waiting.value(),
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
            write_calendar,
            self.context.register,
            target,
            lane=self._lane,
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
        for widget in (self.counters, self._list_heading, self.tabs.tabBar()):
            widget.setVisible(bool(now.cases))
        if not now.cases:
            self.tabs.setCurrentIndex(0)
        self._cases = now.cases
        self._show_tools()
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

    def _make_tabs(self) -> QTabWidget:
        """What waits, and the charts, which are made when they are first seen."""
        waiting = QWidget()
        column = QVBoxLayout(waiting)
        column.setContentsMargins(0, theme.GAP, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(self.counters)
        column.addWidget(self._list_heading)
        column.addWidget(self.body, 1)
        place = QWidget()
        QVBoxLayout(place).setContentsMargins(0, theme.GAP, 0, 0)
        tabs = QTabWidget()
        tabs.setAccessibleName("Bagian Meja Kerja")
        waiting.setMinimumWidth(theme.scaled(_NARROWEST) - 6 * theme.GAP)  # the counters then take what rows they need
        tabs.addTab(scrolling(waiting), "Hari ini")
        tabs.addTab(place, "Grafik")
        tabs.currentChanged.connect(lambda _: self._show_tab())
        return tabs

    def _shows_charts(self) -> bool:
        return self.tabs.currentIndex() == 1

    def _show_tab(self) -> None:
        self._show_tools()
        if not self._shows_charts():
            return
        if self.charts is None:
            self.charts = ChartsView(self.context)
            place = self.tabs.currentWidget().layout()
            assert place is not None
            place.addWidget(self.charts)
        self.charts.refresh()

    def _show_tools(self) -> None:
        """Lane, summary and calendar are those of the day; the charts are of the whole office."""
        for widget in self._tools:
            widget.setVisible(bool(self._cases) and not self._shows_charts())

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
        menu.addAction(icons.icon("schedule"), f"{WORDS}\t{KEYS}").triggered.connect(self.open_ledger)
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
        if event.key() == Qt.Key.Key_Escape and self.counter is not None and not self._shows_charts():
            self.show_all()
        else:
            super().keyPressEvent(event)


_DOCUMENTS: Final = QStandardPaths.StandardLocation.DocumentsLocation
