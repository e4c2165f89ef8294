"""The place of the procedure itself: its table, the office on it, its identity, and its versions."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QTabWidget, QVBoxLayout, QWidget

from spl_desktop.domain.dates import letter_date
from spl_desktop.domain.files import clean_name
from spl_desktop.domain.sop import Sop
from spl_desktop.domain.sop_words import inferred
from spl_desktop.services import sops
from spl_desktop.services.changes import Changes, Kind
from spl_desktop.services.register import Register
from spl_desktop.services.sop_printing import print_sop
from spl_desktop.services.sops import SopVersion
from spl_desktop.ui import asking, icons, theme
from spl_desktop.ui.case.opening import open_path
from spl_desktop.ui.context import Context, Page
from spl_desktop.ui.settings import Setting
from spl_desktop.ui.sop.chart_tab import ChartTab
from spl_desktop.ui.sop.identity import IdentityBlock
from spl_desktop.ui.sop.office_tab import OfficeTab
from spl_desktop.ui.sop.versions_tab import VersionsTab
from spl_desktop.ui.swimlane.menu import Entry
from spl_desktop.ui.swimlane.saving import ask_and_save
from spl_desktop.ui.widgets.one_line import OneLine

_TAB = Setting("sop_page/tab", 0)
_MARKS = Setting("sop_page/print_marks", True)
WORD_FILES: Final[asking.Kinds] = (("Dokumen Word", ("docx",)),)


@dataclass(frozen=True)
class SopView:
    """The version to show, and all versions."""

    sop: Sop
    versions: tuple[SopVersion, ...]


def read_sops(register: Register, sop_id: str) -> SopView:
    """The version of that id, the one in force for an empty id."""
    return SopView(sops.sop(register, sop_id) if sop_id else sops.current_sop(register), sops.versions(register))


class SopPage(Page):
    """Shows the version in force; an older one on request, with the way back."""

    title = "SOP"

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self._wanted = ""
        self._sop: Sop | None = None
        self.name = OneLine()
        self.name.setProperty("role", "title")
        self.state = OneLine()
        self.state.setProperty("role", "muted")
        self.back = QPushButton("Tampilkan versi yang berlaku")
        self.back.hide()
        self.back.clicked.connect(lambda: self.show_version(""))
        self.marks = QCheckBox("Tandai yang ditafsirkan")
        self.marks.setToolTip("Pada cetakan: tanda *) dan panah putus-putus, dengan keterangannya")
        self.marks.setChecked(context.settings.get(_MARKS))
        self.marks.toggled.connect(lambda on: context.settings.set(_MARKS, on))
        self.marks.hide()
        self.print_button = QPushButton("&Cetak SOP ke Word…")
        self.print_button.setToolTip("Halaman identitas dan bagan alir, dengan bentuk yang dapat disunting di Word")
        icons.put(self.print_button, "print")
        self.print_button.setEnabled(False)
        self.print_button.clicked.connect(lambda: self.print_sop())
        self.chart = ChartTab()
        self.chart.view.entries = (Entry("Simpan gambar…", lambda _: self.save_picture(), "export", of_step=False),)
        self.chart.view.copied.connect(lambda: context.say("Gambar bagan disalin."))
        self.office = OfficeTab(context)
        self.office.version_wanted.connect(self.show_version)
        self.identity = IdentityBlock()
        self.versions = VersionsTab(context)
        self.versions.wanted.connect(self._look)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.tabs.setAccessibleName(self.title)
        self.tabs.addTab(self.chart, "&Bagan alir")
        self.tabs.addTab(self.office, "Berjalan di ka&ntor")
        self.tabs.addTab(self.identity, "&Identitas")
        self.tabs.addTab(self.versions, "&Versi")
        self.tabs.setCurrentIndex(context.settings.get(_TAB))
        self.tabs.currentChanged.connect(lambda number: context.settings.set(_TAB, number))
        under = QHBoxLayout()
        under.setSpacing(2 * theme.GAP)
        under.addWidget(self.state, 1)
        for widget in (self.back, self.marks, self.print_button):
            under.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(3 * theme.GAP, 2 * theme.GAP, 3 * theme.GAP, theme.GAP)
        layout.setSpacing(theme.GAP // 2)
        layout.addWidget(self.name)
        layout.addLayout(under)
        layout.addWidget(self.tabs, 1)
        self.setFocusProxy(self.chart.view)

    def concerns(self, changes: Changes) -> bool:
        """Versions, where the cases stand that follow them, and the days by which they are judged."""
        return bool(changes.kinds & {Kind.SOP, Kind.CASE, Kind.CALENDAR})

    def refresh(self) -> None:
        """Read again what is shown."""
        self.context.runner.run(read_sops, self.context.register, self._wanted, then=self._show, title="Membaca SOP…")

    def begin_search(self) -> bool:
        """Ctrl+F searches for a step."""
        self.tabs.setCurrentWidget(self.chart)
        self.chart.search.begin()
        return True

    def save_picture(self) -> None:
        """The table of the shown version as a file."""
        if self._sop is not None:
            name = self._sop.identity.number.replace("/", "-")
            ask_and_save(self.context, self, self._sop, None, f"bagan-sop-{name}")

    def show_version(self, sop_id: str) -> None:
        """Shows a version, the one in force for an empty id."""
        self._wanted = sop_id
        self.refresh()

    def show_office(self) -> None:
        """Shows where the open cases stand."""
        self.tabs.setCurrentWidget(self.office)
        self.office.view.setFocus()

    def print_sop(self) -> None:
        """Prints the version that is shown to a Word document and opens it."""
        if self._sop is None:
            return
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        suggested = Path(documents) / clean_name(f"SOP {self._sop.identity.name}.docx".replace("/", "-"))
        target = asking.save_file(self, "Cetak SOP ke Word", suggested, WORD_FILES)
        if target is not None:
            self.context.runner.run(
                print_sop,
                self.context.register,
                self._sop,
                target,
                marks=self.marks.isChecked(),
                then=self._printed,
                owner=self,
                title="Mencetak SOP…",
            )

    def _printed(self, target: Path) -> None:
        self.context.say(f"SOP tersimpan: {target}")
        open_path(self, target)

    def _look(self, sop_id: str) -> None:
        self.tabs.setCurrentWidget(self.chart)
        self.show_version(sop_id)

    def _show(self, view: SopView) -> None:
        identity = view.sop.identity
        shown = next((one for one in view.versions if one.id == view.sop.id), None)
        current = shown is None or shown.current
        followed = f" {shown.cases} kasus mengikutinya." if shown else ""
        standing = "Versi yang berlaku" if current else "▲ Bukan versi yang berlaku"
        self.name.say(f"SOP {identity.name}")
        self.state.say(f"{standing}. Nomor {identity.number}, efektif {letter_date(identity.effective)}.{followed}")
        self.back.setVisible(not current)
        self._sop = view.sop
        self.print_button.setEnabled(True)
        self.marks.setVisible(bool(inferred(view.sop)))
        self.chart.show_sop(view.sop)
        self.office.show_version(view.sop, view.versions)
        self.identity.show_sop(view.sop)
        self.versions.show_versions(view.versions)
