"""The place where the office says how it works: letterhead, people, agencies, working days, numbers, settings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QLabel, QTabWidget, QVBoxLayout, QWidget

from spl_desktop.domain.office import OfficeState, work_calendar
from spl_desktop.domain.rights import UseCase
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.workdays import WorkCalendar
from spl_desktop.services import documents, office, sops
from spl_desktop.services.changes import Changes, Kind
from spl_desktop.services.numbering import template_of
from spl_desktop.services.register import Register
from spl_desktop.services.reservations import ReservationRow, reservations
from spl_desktop.services.templates import TemplateRow, list_templates
from spl_desktop.ui import theme
from spl_desktop.ui.context import Context, Page
from spl_desktop.ui.office.accounts_tab import AccountsTab
from spl_desktop.ui.office.agencies import AgenciesTab
from spl_desktop.ui.office.general import GeneralPanel
from spl_desktop.ui.office.letterhead_panel import LetterheadPanel
from spl_desktop.ui.office.numbers_panel import SERIES, LastUsed, NumbersPanel
from spl_desktop.ui.office.people import PeopleTab
from spl_desktop.ui.office.reservations import ReservationsTab
from spl_desktop.ui.office.templates_tab import TemplatesTab
from spl_desktop.ui.office.workdays_tab import WorkdaysTab
from spl_desktop.ui.settings import Setting

_TAB = Setting("office_page/tab", 0)


@dataclass(frozen=True)
class OfficeView:
    """Everything that the page shows, read in one go away from the window."""

    state: OfficeState
    sop: Sop
    calendar: WorkCalendar
    today: date
    used: Mapping[str, LastUsed]
    logo: Path | None
    reserved: tuple[ReservationRow, ...] = ()
    templates: tuple[TemplateRow, ...] = ()


def read_office(register: Register) -> OfficeView:
    """Reads what the page shows; the calendar has its year of today worked out."""
    state = office.office(register)
    today = register.today
    calendar = work_calendar(state)
    calendar.day(today)
    logo = documents.open_copy(register, state.letterhead.logo) if state.letterhead.logo else None
    used = {series: _last_used(register, state, series, today) for series in {*SERIES, *state.templates}}
    sop, held = sops.current_sop(register), reservations(register)
    return OfficeView(state, sop, calendar, today, used, logo, held, list_templates(register))


def _last_used(register: Register, state: OfficeState, series: str, today: date) -> LastUsed:
    following, last = office.next_number(register, series, today)
    template = template_of(state, series)
    return LastUsed(template.text, template.ordinal_of(following, today.year) or 1, last)


class OfficePage(Page):
    """The settings of the office; every change is a fact of its own history."""

    title = "Pengaturan kantor"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        heading = QLabel(self.title)
        heading.setProperty("role", "title")
        self.letterhead = LetterheadPanel(context)
        self.people = PeopleTab(context)
        self.agencies = AgenciesTab(context)
        self.workdays = WorkdaysTab(context)
        self.numbers = NumbersPanel(context)
        self.reserved = ReservationsTab(context)
        self.templates = TemplatesTab(context)
        self.general = GeneralPanel(context)
        self.accounts = AccountsTab(context)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setAccessibleName(self.title)
        for widget, words in (
            (self.letterhead, "&Kop surat"),
            (self.people, "&Pejabat dan jabatan"),
            (self.agencies, "&OPD"),
            (self.workdays, "&Hari kerja"),
            (self.numbers, "&Nomor surat"),
            (self.reserved, "Nomor dipe&san"),
            (self.templates, "&Templat"),
            (self.general, "&Umum"),
            (self.accounts, "&Akun"),
        ):
            self.tabs.addTab(widget, words)
        self.tabs.setCurrentIndex(context.settings.get(_TAB))
        self.tabs.currentChanged.connect(lambda number: context.settings.set(_TAB, number))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.GAP, 2 * theme.GAP, 3 * theme.GAP, 2 * theme.GAP)
        layout.setSpacing(theme.GAP)
        self.refusal = QLabel(wordWrap=True)
        self.refusal.setProperty("role", "muted")
        self.refusal.hide()
        layout.addWidget(heading)
        layout.addWidget(self.refusal)
        layout.addWidget(self.tabs, 1)
        self.setFocusProxy(self.tabs)
        context.permits.changed.connect(self._tell_right)

    def concerns(self, changes: Changes) -> bool:
        """Office, calendar and SOP are shown here; a case only moves the last number used."""
        return bool(changes.kinds & {Kind.OFFICE, Kind.CALENDAR, Kind.SOP, Kind.CASE})

    def refresh(self) -> None:
        """Read again what is shown."""
        self.context.runner.run(read_office, self.context.register, then=self._show, title="Membaca pengaturan kantor…")

    def begin_search(self) -> bool:
        """Ctrl+F searches the agencies, where they are shown."""
        if self.tabs.currentWidget() is not self.agencies:
            return False
        self.agencies.search.begin()
        return True

    def _show(self, view: OfficeView) -> None:
        self.letterhead.show_state(view.state, view.logo)
        self.people.show_state(view.state, view.sop)
        self.agencies.show_state(view.state)
        self.workdays.show_state(view.state, view.calendar)
        self.numbers.show_state(view.state, view.today, view.used)
        self.reserved.show_state(view.state, view.reserved)
        self.templates.show_rows(view.templates)
        self.general.show_state(view.state)
        self.accounts.show_state(view.state, view.sop)
        self._tell_right()

    def _tell_right(self) -> None:
        """Who may not change the settings reads them, and why."""
        why = self.context.permits.why(UseCase.SETTINGS)
        self.refusal.setText(why)
        self.refusal.setVisible(bool(why))
