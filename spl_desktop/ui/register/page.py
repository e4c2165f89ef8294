"""The register page: every case in one table, found by searching, filtering and sorting."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from spl_desktop.domain.errors import UserError
from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.text import grouped
from spl_desktop.services import queries
from spl_desktop.services.changes import Changes, Kind
from spl_desktop.services.paging import COUNTED, PAGE, CasePage, Counts, Place, count_up, page_of_cases
from spl_desktop.services.queries import CaseFilter, CaseRow
from spl_desktop.ui import icons, pages, theme
from spl_desktop.ui.case.ledger import KEYS, WORDS, add_ledger_key, open_ledger
from spl_desktop.ui.context import Context, Page
from spl_desktop.ui.register.columns import COLUMNS
from spl_desktop.ui.register.exports import Exports
from spl_desktop.ui.register.filters import FilterBar
from spl_desktop.ui.settings import REGISTER_FILTER
from spl_desktop.ui.widgets.empty_state import EmptyState
from spl_desktop.ui.widgets.frozen_table import FrozenTable

if TYPE_CHECKING:
    from spl_desktop.services.register import Register

_CONCERNS: Final = frozenset({Kind.CASE, Kind.CALENDAR, Kind.OFFICE, Kind.SOP})


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page reads in one go: the rows and where they go on, how many there are, what can be filtered by."""

    rows: tuple[CaseRow, ...]
    after: Place | None
    counts: Counts
    agencies: tuple[tuple[int, str], ...]
    steps: tuple[tuple[str, int, str], ...]
    versions: tuple[str, ...]


class RegisterPage(Page):
    """Reads the rows in the worker thread; of several questions asked meanwhile only the newest is answered."""

    title = "Register"
    lists_cases = True

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._asking, self._again = False, False
        self._choices: tuple[object, ...] = ((), (), ())
        self._after: Place | None = None
        self._shown = CaseFilter()
        self.exports = Exports(context, self)
        self.filters = FilterBar(context.settings.get(REGISTER_FILTER))
        self.counts = QLabel()
        self.counts.setProperty("role", "muted")
        self.table = FrozenTable(COLUMNS, "register", context.settings, key=lambda row: row.id)
        self.table.setAccessibleName("Daftar kasus")
        self.body = QStackedWidget()
        self.nothing_yet = EmptyState(
            "empty",
            "Belum ada kasus di register ini.",
            "Daftarkan permohonan",
            self.new_case,
            detail="Kasus pertama dimulai dari surat permohonan sebuah OPD.",
            second_text="Kasus pertama, langkah demi langkah",
            on_second=context.begin_first_case,
        )
        self.nothing_found = EmptyState(
            "search", "Tidak ada kasus yang cocok.", "Bersihkan saringan", self.filters.clear
        )
        assert self.nothing_yet.button is not None
        context.permits.bind(self.nothing_yet.button, UseCase.REGISTER_CASE)
        for widget in (self.table, self.nothing_yet, self.nothing_found):
            self.body.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * theme.GAP, 2 * theme.GAP, 2 * theme.GAP, theme.GAP)
        layout.setSpacing(theme.GAP + theme.GAP // 2)
        layout.addLayout(self._heading())
        layout.addWidget(self.filters)
        layout.addWidget(self.body, 1)
        self.setFocusProxy(self.table)
        self.filters.changed.connect(self._on_filter)
        self.table.sort_asked.connect(self.filters.set_sort)
        self.table.rows.more_asked.connect(self._on_more_asked)
        self.table.opened.connect(lambda row: context.open_case(row.id))
        self.table.followed.connect(lambda row, _column: open_ledger(context, row.id, self))
        self.table.menu_asked.connect(self._menu)
        add_ledger_key(self, self.open_ledger)
        wanted = self.filters.value()
        self.table.show_sort(wanted.sort, wanted.descending)

    def concerns(self, changes: Changes) -> bool:
        """Cases, and what deadlines and names depend on."""
        return bool(changes.kinds & _CONCERNS)

    def refresh(self) -> None:
        """Read the rows again; while one question is on its way, the next waits and replaces older ones."""
        if self._asking:
            self._again = True
        else:
            self._ask()

    def begin_search(self) -> bool:
        """Put the cursor into the search box."""
        self.filters.search.begin()
        return True

    def open_current(self) -> None:
        """Open the selected case."""
        row = self.table.current()
        if row is not None:
            self.context.open_case(row.id)
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
            self.context.open_case(case)

    def show_cases(self, wanted: CaseFilter) -> None:
        """Show the cases of that filter, in place of the one that was set."""
        self.filters.put(wanted)
        self.table.setFocus()

    def export(self) -> None:
        """Save the shown cases as Excel."""
        self.exports.register(self.filters.value())

    def export_visits(self) -> None:
        """Save the visits of the shown cases as Excel."""
        self.exports.visits(self.filters.value())

    # -- reading

    def _ask(self) -> None:
        self._asking, self._again = True, False
        wanted = self.filters.value()
        # Read again after a change, the list is as long as it was, so that what was scrolled to is still there.
        rows = max(PAGE, len(self.table.rows.rows)) if wanted == self._shown else PAGE
        self.context.runner.run(
            read,
            self.context.register,
            wanted,
            rows,
            then=lambda shown: self._on_read(wanted, shown),
            failed=self._on_failed,
            always=self._on_settled,
            owner=self,
            quiet=True,
        )

    def _on_read(self, wanted: CaseFilter, shown: Shown) -> None:
        if self._again:  # more was typed meanwhile: only what stands there now is worth showing
            return
        if wanted != self._shown:  # another list begins at its top, and reads on only when it is scrolled itself
            self.table.scrollToTop()
        self._shown, self._after = wanted, shown.after
        self.table.set_rows(shown.rows, goes_on=shown.after is not None)
        self.table.show_sort(wanted.sort, wanted.descending)
        self.counts.setText(counts_text(shown.counts, self.filters.active()))
        if shown.rows:
            self.body.setCurrentWidget(self.table)
        else:
            self.body.setCurrentWidget(self.nothing_found if shown.counts.total else self.nothing_yet)
        self.filters.setVisible(bool(shown.counts.total))
        if (choices := (shown.agencies, shown.steps, shown.versions)) != self._choices:
            self._choices = choices
            self.filters.show_choices(shown.agencies, shown.steps, shown.versions)

    def _on_more_asked(self) -> None:
        wanted, after = self._shown, self._after
        if after is None:
            return

        def add(page: CasePage) -> None:
            if self._after is after:  # another list has taken its place meanwhile
                self._after = page.after
                self.table.rows.add_rows(page.rows, goes_on=page.after is not None)

        self.context.runner.run(
            read_on, self.context.register, wanted, after, then=add, failed=self._on_failed, owner=self, quiet=True
        )

    def _on_failed(self, error: UserError) -> None:
        self.counts.setText(error.sentence)

    def _on_settled(self, _done: bool) -> None:
        self._asking = False
        if self._again:
            self._ask()

    def _on_filter(self) -> None:
        self.context.settings.set(REGISTER_FILTER, self.filters.remembered())
        self.refresh()

    # -- what is seen

    def _heading(self) -> QHBoxLayout:
        title = QLabel("Register permohonan")
        title.setProperty("role", "title")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(title)
        words.addWidget(self.counts)
        self.columns_button = QToolButton()
        self.columns_button.setText("Kolom")
        self.columns_button.setToolTip("Pilih kolom yang ditampilkan")
        self.columns_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        icons.put(self.columns_button, "columns")
        self.columns_button.clicked.connect(self._show_columns)
        self.export_button = QPushButton("Ekspor ke Excel…")
        self.export_button.setToolTip("Simpan kasus yang sedang ditampilkan (Ctrl+E)")
        icons.put(self.export_button, "export")
        self.export_button.clicked.connect(self.export)
        self.new_button = QPushButton("Daftarkan permohonan")
        self.new_button.setToolTip("Daftarkan surat permohonan baru (Ctrl+N)")
        self.new_button.setProperty("kind", "primary")
        icons.put(self.new_button, "add", "accent_text")
        self.new_button.clicked.connect(self.new_case)
        self.context.permits.bind(self.new_button, UseCase.REGISTER_CASE)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        row.addLayout(words, 1)
        for button in (self.columns_button, self.export_button, self.new_button):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        return row

    def _show_columns(self) -> None:
        place = self.columns_button.mapToGlobal(QPoint(0, self.columns_button.height()))
        self.table.column_menu().popup(place)

    def _menu(self, row: CaseRow, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        opening = menu.addAction(icons.icon("open"), "Buka kasus")
        opening.triggered.connect(lambda: self.context.open_case(row.id))
        days = menu.addAction(icons.icon("schedule"), f"{WORDS}\t{KEYS}")
        days.triggered.connect(self.open_ledger)
        copying = menu.addAction(icons.icon("copy"), "Salin nomor agenda")
        copying.triggered.connect(lambda: self._copy(row.agenda))
        menu.addSeparator()
        same = menu.addAction(icons.icon("filter"), f"Hanya kasus {row.agency}")
        same.triggered.connect(lambda: self._only_agency(row.agency_id))
        menu.popup(place)

    def _copy(self, agenda: str) -> None:
        QGuiApplication.clipboard().setText(agenda)
        self.context.say(f"Nomor agenda {agenda} disalin.")

    def _only_agency(self, agency: int) -> None:
        self.filters.choose_agency(agency)


def counts_text(counts: Counts, filtered: bool) -> str:
    """The line over the table, "12 kasus, 3 terlambat", or "4 dari 12 kasus, ..." where a filter holds."""
    if not counts.total:
        return ""
    cases = f"{grouped(counts.total)} kasus"
    if filtered:
        cases = f"{_number(counts.chosen)} dari {cases}"
    return f"{cases}, {_number(counts.overdue)} terlambat" if counts.overdue else f"{cases}, tidak ada yang terlambat"


def _number(counted: int) -> str:
    return grouped(counted) if counted <= COUNTED else f"lebih dari {grouped(COUNTED)}"


def read(register: "Register", wanted: CaseFilter, rows: int = PAGE) -> Shown:
    """Everything that the page shows; runs in the worker thread."""
    from spl_desktop.services.office import office
    from spl_desktop.services.sops import version_ids

    page = page_of_cases(register, wanted, limit=rows)
    agencies = sorted(((one.id, one.name) for one in office(register).agencies), key=lambda pair: pair[1].casefold())
    steps = queries.step_choices(register)
    counts = count_up(register, wanted)
    return Shown(page.rows, page.after, counts, tuple(agencies), steps, version_ids(register))


def read_on(register: "Register", wanted: CaseFilter, after: Place) -> CasePage:
    """The next page; runs in the worker thread."""
    return page_of_cases(register, wanted, after=after)
